using System.Globalization;

namespace MusicSync.McpHost.Failures;

/// <summary>Status, message and reason of an error answer to what the caller can do about it. Pure.</summary>
internal static class FailureClassification
{
    private const string QuotaReason = "QUOTA_EXCEEDED";

    // Spotify counts over a rolling window of 30 s: https://developer.spotify.com/documentation/web-api/concepts/rate-limits
    private static readonly TimeSpan OneWindow = TimeSpan.FromSeconds(30);

    // A quota without a Retry-After gives no hint; asking once an hour costs next to nothing.
    private static readonly TimeSpan QuotaProbe = TimeSpan.FromHours(1);

    /// <param name="reply">What came back.</param>
    /// <param name="isWrite">True when Spotify may have changed something.</param>
    /// <param name="scope">The permission to name when Spotify says one is missing.</param>
    public static SpotifyFailure Of(ErrorReply reply, bool isWrite, string? scope)
    {
        var kind = KindOf(reply);
        var outcomeUnknown = isWrite && kind is FailureKind.UpstreamUnavailable;
        var failure = new SpotifyFailure(kind, "")
        {
            RetryAfter = WaitOf(kind, reply.RetryAfter),
            HttpStatus = reply.Status,
            RequiredScope = kind is FailureKind.InsufficientScope ? scope : null,
            OutcomeUnknown = outcomeUnknown,
        };
        return failure with { Text = FailureText.Of(failure, reply) };
    }

    private static FailureKind KindOf(ErrorReply reply) => reply.Status switch
    {
        429 when reply.Reason == QuotaReason => FailureKind.QuotaExhausted,
        429 => FailureKind.RateLimited,
        401 when reply.Says("permissions missing") => FailureKind.InsufficientScope,
        401 => FailureKind.Unauthorized,
        403 when reply.Says("client scope") => FailureKind.InsufficientScope,
        403 when reply.Says("premium") || reply.Says("not registered") => FailureKind.AccountBlocked,
        403 => FailureKind.Forbidden,
        404 or 410 => FailureKind.NotFound,
        400 when reply.Says("only valid bearer") => FailureKind.Misconfigured,
        400 or 413 or 414 or 422 => FailureKind.InvalidArgument,
        // A redirect or an unreadable 2xx comes from something in between, which may have passed the call on.
        < 400 or 408 or >= 500 => FailureKind.UpstreamUnavailable,
        _ => FailureKind.Internal,
    };

    private static TimeSpan? WaitOf(FailureKind kind, TimeSpan? told) => kind switch
    {
        FailureKind.RateLimited => told ?? OneWindow,
        FailureKind.QuotaExhausted => told ?? QuotaProbe,
        FailureKind.UpstreamUnavailable => told,
        _ => null,
    };
}

/// <summary>Says what to do about a failure, in words for a person or a language model.</summary>
internal static class FailureText
{
    public static string Of(SpotifyFailure failure, ErrorReply reply) => failure.Kind switch
    {
        FailureKind.RateLimited =>
            $"Spotify limits the rate of calls. Nothing was done; repeat the call after {Seconds(failure.RetryAfter)} s.",
        FailureKind.QuotaExhausted =>
            $"Spotify's quota for this kind of call is used up. "
            + $"Nothing was done; repeat the call after {Seconds(failure.RetryAfter)} s.",
        FailureKind.Unauthorized =>
            "Spotify does not accept the sign-in any more.",
        FailureKind.InsufficientScope =>
            $"The Spotify sign-in lacks a permission ({failure.RequiredScope ?? "Spotify does not say which"}).",
        FailureKind.AccountBlocked when reply.Says("premium") =>
            "The owner of the Spotify app needs an active Premium plan; "
            + "after renewing it, calls can take a few hours to work again.",
        FailureKind.AccountBlocked =>
            "The Spotify user is not on the app's allowlist. "
            + "Add the user in the developer dashboard under Settings, User Management.",
        FailureKind.Misconfigured =>
            "Spotify did not understand the credentials it was sent. Check Spotify__ApiUrl and the client id and secret.",
        FailureKind.NotFound =>
            $"Spotify does not know this playlist, album or track{Quoted(reply)}. Check the id; it may have been deleted.",
        FailureKind.Forbidden =>
            $"Spotify forbids this{Quoted(reply)}. Only the owner and collaborators may read or change a playlist's items.",
        FailureKind.InvalidArgument =>
            $"Spotify refused an argument{Quoted(reply)}. Nothing was done; correct it before repeating the call.",
        FailureKind.UpstreamUnavailable => Unavailable($"Spotify failed with HTTP {Number(reply.Status)}.", failure.OutcomeUnknown),
        _ => $"Spotify answered HTTP {Number(reply.Status)}{Quoted(reply)}, which this host does not expect.",
    };

    public static string Unavailable(string what, bool outcomeUnknown) => outcomeUnknown
        ? $"{what} The change may or may not have taken effect: read it back before repeating it."
        : $"{what} Nothing was changed; repeat the call in a few seconds.";

    private static string Quoted(ErrorReply reply) => reply.Message is null ? "" : $" ({reply.Message})";

    private static string Seconds(TimeSpan? wait) => Number((int)wait.GetValueOrDefault().TotalSeconds);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A good status with an answer that lacks what everything else hangs on.</summary>
internal static class IncompleteAnswer
{
    public static SpotifyException Read(string missing) => Of(missing, outcomeUnknown: false);

    /// <summary>The same for a write: a good status says that it ran, so it must not simply be repeated.</summary>
    public static SpotifyException Write(string missing) => Of(missing, outcomeUnknown: true);

    private static SpotifyException Of(string missing, bool outcomeUnknown) => new(
        new SpotifyFailure(
            FailureKind.UpstreamUnavailable,
            FailureText.Unavailable($"Spotify's answer lacks {missing}.", outcomeUnknown))
        {
            OutcomeUnknown = outcomeUnknown,
        });
}
