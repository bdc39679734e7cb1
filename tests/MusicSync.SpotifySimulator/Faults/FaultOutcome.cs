using System.Globalization;
using MusicSync.SpotifySimulator.WebApi;

namespace MusicSync.SpotifySimulator.Faults;

/// <summary>The answers that faults give, in Spotify's words.</summary>
internal static class FaultOutcome
{
    private const string PremiumLapsed =
        "Active premium subscription required for the owner of the app. When the subscription status changes, "
        + "it can take a few hours before requests are allowed again.";

    /// <summary>Whether a fault decides the answer, rather than only slowing or bending it.</summary>
    public static bool IsOne(FaultKind kind) => kind is not (
        FaultKind.Latency or FaultKind.ReadLag or FaultKind.Relink or FaultKind.NullItem
        or FaultKind.LocalItem or FaultKind.ShiftPages or FaultKind.Unfollowed);

    public static Task RefuseAsync(HttpResponse response, FaultRule rule)
    {
        var error = ErrorFor(rule);
        if (error.Status == StatusCodes.Status429TooManyRequests && HeaderOf(rule) is { } header)
        {
            response.Headers.RetryAfter = header;
        }

        return ApiError.WriteAsync(response, error);
    }

    /// <summary>The wait that a 429 of this rule asks for in plain seconds; null when it names none.</summary>
    public static TimeSpan? WaitOf(FaultRule rule) => rule switch
    {
        { OmitRetryAfter: true } or { RetryAfterText: not null } => null,
        { RetryAfter: { } wait } => wait,
        { Kind: FaultKind.Quota } => TimeSpan.FromHours(1),
        _ => TimeSpan.FromSeconds(1),
    };

    private static string? HeaderOf(FaultRule rule) => rule.OmitRetryAfter
        ? null
        : rule.RetryAfterText ?? ((long)WaitOf(rule).GetValueOrDefault().TotalSeconds).ToString(CultureInfo.InvariantCulture);

    private static ApiErrorBody ErrorFor(FaultRule rule) => rule.Kind switch
    {
        FaultKind.RateLimited => new(429, "API rate limit exceeded"),
        FaultKind.Quota => new(429, "Too many requests", "QUOTA_EXCEEDED"),
        FaultKind.Unauthorized => new(401, "The access token expired"),
        FaultKind.GrantRevoked => new(401, "Invalid access token"),
        FaultKind.InsufficientScope => new(403, "Insufficient client scope"),
        FaultKind.AccountBlocked => new(403, PremiumLapsed),
        _ => new(rule.Status, MessageOf(rule.Status)),
    };

    private static string MessageOf(int status) => status switch
    {
        502 => "Bad gateway.",
        >= 500 => "Server error.",
        _ => "Refused.",
    };
}
