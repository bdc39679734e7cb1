using System.Globalization;

namespace MusicSync.McpHost.Failures;

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
            "Spotify does not accept the sign-in any more. Sign in to Spotify again and give the host the new refresh token.",
        FailureKind.InsufficientScope =>
            $"The Spotify sign-in lacks a permission ({failure.RequiredScope ?? "Spotify does not say which"}). "
            + "Sign in again and grant it.",
        FailureKind.AccountBlocked when reply.Says("premium") =>
            "The owner of the Spotify app needs an active Premium plan; "
            + "after renewing it, calls can take a few hours to work again.",
        FailureKind.AccountBlocked =>
            "The Spotify user is not on the app's allowlist. "
            + "Add the user in the developer dashboard under Settings, User Management.",
        FailureKind.Misconfigured =>
            "Spotify did not understand the credentials it was sent. Check Spotify__ApiUrl and the client id and secret.",
        FailureKind.NotFound =>
            $"Spotify does not know this playlist or track{Quoted(reply)}. Check the id; it may have been deleted.",
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
