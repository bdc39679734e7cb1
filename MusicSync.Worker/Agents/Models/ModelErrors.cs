using System.ClientModel;
using System.ClientModel.Primitives;
using System.Globalization;
using System.Text.Json;

namespace MusicSync.Worker.Agents.Models;

/// <summary>What became of a question that has no answer.</summary>
/// <param name="Kind">What it means for the agent.</param>
/// <param name="Message">What happened and what to do; nothing of the provider's own text, which may hold parts of a key.</param>
/// <param name="RetryAfter">How long to wait, if the server said so.</param>
internal sealed record ModelFailure(ModelFailureKind Kind, string Message, TimeSpan? RetryAfter = null);

internal enum ModelFailureKind
{
    /// <summary>Passes after a while.</summary>
    RateLimited,

    /// <summary>Passes.</summary>
    Unavailable,

    /// <summary>Somebody has to change key, account or model.</summary>
    Refused,

    /// <summary>The question is longer than the model takes.</summary>
    TooLong,

    /// <summary>The same question is refused again.</summary>
    Rejected,
}

/// <summary>A question was not answered.</summary>
internal sealed class ModelException(ModelFailure failure) : Exception(failure.Message)
{
    public ModelFailure Failure { get; } = failure;
}

/// <summary>Says what an exception of the model's client means. Pure.</summary>
internal static class ModelErrors
{
    private const int MaxCode = 64;

    // Words of OpenAI's error codes and types; other servers with its interface use the same.
    private static readonly string[] UsedUp = ["insufficient_quota", "billing_hard_limit_reached", "billing_not_active", "account_deactivated"];
    private static readonly string[] TooLong = ["context_length_exceeded", "string_above_max_length"];

    /// <summary>The failure; null for what is no word of a server: a defect.</summary>
    public static ModelFailure? Of(Exception exception, DateTimeOffset now) => exception switch
    {
        ModelException model => model.Failure,
        ClientResultException { Status: > 0 } answered => Of(answered.Status, answered.GetRawResponse(), now),
        // Status 0: there was no answer. A cancellation that is not ours is a time-out of the transport.
        ClientResultException or HttpRequestException or IOException or OperationCanceledException or AggregateException =>
            new(ModelFailureKind.Unavailable, "The model's server cannot be reached."),
        _ => null,
    };

    private static ModelFailure Of(int status, PipelineResponse? response, DateTimeOffset now)
    {
        var code = CodeOf(response);
        var told = code is null ? $"HTTP {status}" : $"HTTP {status}, {code}";
        return status switch
        {
            401 or 403 => Refused($"The model's server refuses the key ({told}): check Agents__Models__…__Key."),
            402 => Refused($"The account at the model's server has no credit left ({told})."),
            _ when UsedUp.Contains(code) => Refused($"The account at the model's server has no credit left ({told})."),
            404 => Refused($"The model's server does not know the model or the address ({told}): check Agents__Models__…__Name and …__Endpoint."),
            429 => new(ModelFailureKind.RateLimited, $"The model's server asks for a pause ({told}).", RetryAfter(response, now)),
            503 => new(ModelFailureKind.Unavailable, $"The model's server takes no questions now ({told}).", RetryAfter(response, now)),
            408 or 409 or >= 500 => new(ModelFailureKind.Unavailable, $"The model's server failed ({told}).", RetryAfter(response, now)),
            413 => new(ModelFailureKind.TooLong, $"The question is longer than the model takes ({told})."),
            _ when TooLong.Contains(code) => new(ModelFailureKind.TooLong, $"The question is longer than the model takes ({told})."),
            _ => new(ModelFailureKind.Rejected, $"The model's server refuses the question ({told})."),
        };
    }

    private static ModelFailure Refused(string message) => new(ModelFailureKind.Refused, message);

    // retry-after-ms: 1500 | Retry-After: 20 | Retry-After: Wed, 21 Oct 2026 07:28:00 GMT
    private static TimeSpan? RetryAfter(PipelineResponse? response, DateTimeOffset now)
    {
        if (Header(response, "retry-after-ms") is { } milliseconds && Number(milliseconds) is { } exact)
        {
            return TimeSpan.FromMilliseconds(exact);
        }

        return Header(response, "retry-after") switch
        {
            { } text when Number(text) is { } seconds => TimeSpan.FromSeconds(seconds),
            { } text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var at) && at > now => at - now,
            _ => null,
        };
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= TimeSpan.FromDays(30).TotalMilliseconds
            ? number
            : null;

    private static string? Header(PipelineResponse? response, string name) =>
        response is not null && response.Headers.TryGetValue(name, out var value) ? value : null;

    // {"error": {"message": "…", "type": "insufficient_quota", "code": "insufficient_quota"}}
    private static string? CodeOf(PipelineResponse? response)
    {
        try
        {
            using var body = JsonDocument.Parse(response?.Content ?? BinaryData.Empty);
            return body.RootElement.ValueKind == JsonValueKind.Object
                && body.RootElement.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object
                ? Word(error, "code") ?? Word(error, "type")
                : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // A proxy's page, or a body that was not read.
            return null;
        }
    }

    // Only what looks like a code: a free text may hold parts of the key or of the question.
    private static string? Word(JsonElement error, string name) =>
        error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            && value.GetString() is { Length: > 0 and <= MaxCode } word
            && word.All(letter => char.IsAsciiLetterLower(letter) || letter == '_')
            ? word
            : null;
}
