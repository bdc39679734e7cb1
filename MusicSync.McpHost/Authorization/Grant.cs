using System.Text.Json.Serialization;
using MusicSync.McpHost.Failures;

namespace MusicSync.McpHost.Authorization;

/// <summary>The accounts service's answer to a refresh or a consent. Counts as a secret: never logged, never quoted.</summary>
internal sealed class Grant
{
    [JsonPropertyName("access_token")]
    public string? AccessToken { get; init; }

    /// <summary>Usually absent since mid-2026; the old one then stays valid.</summary>
    [JsonPropertyName("refresh_token")]
    public string? RefreshToken { get; init; }

    [JsonPropertyName("expires_in")]
    public int? ExpiresIn { get; init; }

    /// <summary>What was granted, names separated by a space.</summary>
    [JsonPropertyName("scope")]
    public string? Scope { get; init; }
}

[JsonSerializable(typeof(Grant))]
internal sealed partial class GrantJson : JsonSerializerContext;

/// <summary>Why there is no access token, as the caller gets to see it. Pure; quotes nothing the accounts service said.</summary>
internal static class GrantRefusal
{
    private static readonly TimeSpan WaitWithoutHeader = TimeSpan.FromSeconds(30);

    public static SpotifyFailure NoCredentials { get; } = new(
        FailureKind.Misconfigured,
        "This host has no Spotify app. Set Spotify__ClientId (and Spotify__ClientSecret unless the app uses PKCE), then restart it.");

    public static SpotifyFailure NoSignIn { get; } = new(
        FailureKind.Unauthorized, "Nobody has signed in to Spotify.");

    public static SpotifyFailure Unreachable { get; } = Unavailable("Spotify's accounts service is not answering.");

    public static SpotifyFailure Unreadable { get; } = Unavailable("Spotify's accounts service gave no readable answer.");

    // {"error":"invalid_grant","error_description":"Refresh token revoked"}: the code arrives as the reason.
    public static SpotifyFailure Of(ErrorReply reply) => reply switch
    {
        { Reason: "invalid_grant" } => new(
            FailureKind.Unauthorized,
            "The Spotify sign-in has expired (after six months) or was revoked.")
        { HttpStatus = reply.Status },
        { Status: 429 } => new(
            FailureKind.RateLimited, "Spotify's accounts service asks to wait. Nothing was done; repeat the call later.")
        { HttpStatus = reply.Status, RetryAfter = reply.RetryAfter ?? WaitWithoutHeader },
        { Status: >= 500 or < 400 } => Unreachable with { HttpStatus = reply.Status },
        _ => new(
            FailureKind.Misconfigured,
            "Spotify does not know this app. "
            + "Check Spotify__ClientId, Spotify__ClientSecret and Spotify__AccountsUrl, then restart the host.")
        { HttpStatus = reply.Status },
    };

    private static SpotifyFailure Unavailable(string what) =>
        new(FailureKind.UpstreamUnavailable, FailureText.Unavailable(what, outcomeUnknown: false));
}
