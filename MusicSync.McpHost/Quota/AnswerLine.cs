using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace MusicSync.McpHost.Quota;

/// <summary>A line as it stands in a file.</summary>
internal static class AnswerLine
{
    public static AnswerHead? Head(ReadOnlySpan<byte> line) => Parse(line, RememberedAnswerJson.Default.AnswerHead);

    public static RememberedAnswer? Answer(ReadOnlySpan<byte> line) => Parse(line, RememberedAnswerJson.Default.RememberedAnswer);

    // Null for what is no answer: torn by a kill, or written by a version that knew another form.
    private static T? Parse<T>(ReadOnlySpan<byte> line, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(line, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
