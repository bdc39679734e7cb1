using System.Globalization;
using System.Text.Json;

namespace MusicSync.McpHost.Failures;

/// <summary>What can be read of an error answer, which is JSON in three shapes, plain text, HTML or nothing.</summary>
internal sealed record ErrorReply(int Status, string? Message, string? Reason, TimeSpan? RetryAfter)
{
    private const int MaxTextLength = 200;

    // {"error":{"status":429,"message":"Too many requests","reason":"QUOTA_EXCEEDED"}}
    // {"error":"invalid_grant","error_description":"Refresh token revoked"}
    // User not registered in the Developer Dashboard
    public static ErrorReply Read(int status, string body, TimeSpan? retryAfter)
    {
        var text = body.Trim();
        if (!text.StartsWith('{'))
        {
            return new ErrorReply(status, PlainText(text), null, retryAfter);
        }

        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object
                ? new ErrorReply(status, Text(error, "message"), Text(error, "reason"), retryAfter)
                : new ErrorReply(status, Text(json.RootElement, "error_description"), Text(json.RootElement, "error"), retryAfter);
        }
        catch (JsonException)
        {
            return new ErrorReply(status, PlainText(text), null, retryAfter);
        }
    }

    public bool Says(string words) => Message?.Contains(words, StringComparison.OrdinalIgnoreCase) is true;

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? PlainText(value.GetString()!)
            : null;

    // A gateway's HTML page says nothing to a caller.
    private static string? PlainText(string text) => text switch
    {
        "" or ['<', ..] => null,
        { Length: > MaxTextLength } => text[..MaxTextLength],
        _ => text,
    };
}

/// <summary>The <c>Retry-After</c> header as Spotify sends it: seconds, a date, nonsense, or not at all.</summary>
internal static class RetryAfter
{
    // Waits of a day are real; anything beyond a week is a broken header, not an order.
    private static readonly TimeSpan Max = TimeSpan.FromDays(7);
    private static readonly TimeSpan Min = TimeSpan.FromSeconds(1);

    public static TimeSpan? Of(HttpResponseMessage response, DateTimeOffset now) =>
        response.Headers.NonValidated.TryGetValues("Retry-After", out var values)
            ? Parse(values.ToString(), now)
            : null;

    public static TimeSpan? Parse(string text, DateTimeOffset now)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
        {
            return double.IsNaN(seconds) ? null : Bounded(Math.Min(Math.Ceiling(seconds), Max.TotalSeconds));
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? Bounded(Math.Ceiling((moment - now).TotalSeconds))
            : null;
    }

    private static TimeSpan Bounded(double seconds) =>
        TimeSpan.FromSeconds(Math.Clamp(seconds, Min.TotalSeconds, Max.TotalSeconds));
}
