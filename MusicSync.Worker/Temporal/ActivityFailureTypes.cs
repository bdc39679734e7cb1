namespace MusicSync.Worker.Temporal;

/// <summary>Types of the failures that activities end with; part of the wire contract with running workflows.</summary>
public static class ActivityFailureTypes
{
    /// <summary>Spotify asked to wait; retried after that time.</summary>
    public const string SpotifyRateLimited = "SpotifyRateLimited";

    /// <summary>The quota of the day is used up.</summary>
    public const string SpotifyQuotaExhausted = "SpotifyQuotaExhausted";

    /// <summary>The grant has expired or was revoked; only signing in again helps.</summary>
    public const string SpotifyAuthError = "SpotifyAuthError";

    /// <summary>The grant lacks a permission.</summary>
    public const string SpotifyInsufficientScope = "SpotifyInsufficientScope";

    /// <summary>The app's owner or the user is not allowed to use it.</summary>
    public const string SpotifyAccountBlocked = "SpotifyAccountBlocked";

    /// <summary>The client id or secret is wrong.</summary>
    public const string SpotifyMisconfigured = "SpotifyMisconfigured";

    /// <summary>Spotify does not answer; nothing was written.</summary>
    public const string SpotifyUnavailable = "SpotifyUnavailable";

    /// <summary>The playlist or track does not exist.</summary>
    public const string SpotifyNotFound = "SpotifyNotFound";

    /// <summary>The playlist belongs to somebody else.</summary>
    public const string SpotifyForbidden = "SpotifyForbidden";

    /// <summary>An argument was refused.</summary>
    public const string McpInvalidArgument = "McpInvalidArgument";

    /// <summary>The MCP host was not reached; the call did not run.</summary>
    public const string McpUnavailable = "McpUnavailable";

    /// <summary>The MCP host turned the call away before any tool saw it: the two programs do not fit together.</summary>
    public const string McpRefused = "McpRefused";

    /// <summary>The worker makes no calls for a while, since the MCP host has not answered.</summary>
    public const string McpCircuitOpen = "McpCircuitOpen";

    /// <summary>The call may have run; its answer was lost.</summary>
    public const string McpOutcomeUnknown = "McpOutcomeUnknown";

    /// <summary>A defect in the MCP host.</summary>
    public const string McpInternalError = "McpInternalError";

    /// <summary>A defect in the worker: an exception that nobody has foreseen.</summary>
    public const string Defect = "Defect";

    /// <summary>The write came too late, or a newer attempt may be writing.</summary>
    public const string McpFenced = "McpFenced";

    /// <summary>The playlist's writer has no room for another ticket; retried after a while.</summary>
    public const string PlaylistBusy = "PlaylistBusy";

    /// <summary>The playlist does not hold what was written.</summary>
    public const string VerificationError = "VerificationError";

    /// <summary>The worker stopped in the middle; the next attempt goes on.</summary>
    public const string WorkerShutdown = "WorkerShutdown";

    /// <summary>Failures that a workflow waits for, in a timer or until somebody has acted.</summary>
    internal static readonly IReadOnlySet<string> Stops = new HashSet<string>
    {
        SpotifyQuotaExhausted, SpotifyRateLimited, SpotifyAuthError, SpotifyInsufficientScope, SpotifyAccountBlocked,
        SpotifyMisconfigured,
    };
}
