using System.Net;
using System.Text.Json.Nodes;

namespace MusicSync.SpotifySimulator.Tests;

/// <summary>What came back, with its JSON when it was JSON.</summary>
internal sealed record Answer(HttpStatusCode Status, string Text, Uri? Location, string? RetryAfter)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    /// <summary>Status and message of the Web API's error body, <c>404 Resource not found</c>.</summary>
    public string Error => $"{(int?)Json["error"]?["status"]} {Json["error"]?["message"]}";

    public string[] TrackUris =>
        [.. Json["items"]!.AsArray().Select(entry => entry!["item"]?["uri"]?.ToString() ?? "null")];

    public static async Task<Answer> OfAsync(HttpResponseMessage response) => new(
        response.StatusCode,
        await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
        response.Headers.Location,
        response.Headers.NonValidated.TryGetValues("Retry-After", out var retryAfter) ? retryAfter.ToString() : null);
}
