using System.Text.Json;

namespace MusicSync.SpotifySimulator.WebApi;

/// <summary>Answers a playlist read whole, or cut to what <c>fields</c> names.</summary>
internal static class FieldsAnswer
{
    public static IResult Of<T>(HttpRequest request, T value)
    {
        var fields = request.Query["fields"].ToString();
        if (fields.Length == 0)
        {
            return WebApiJson.Answer(value);
        }

        var whole = JsonSerializer.SerializeToNode(value, WebApiJson.Options);
        return WebApiJson.Answer(FieldsFilter.Parse(fields).Cut(whole));
    }
}
