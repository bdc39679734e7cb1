using System.Globalization;
using MusicSync.Worker.Temporal;
using static MusicSync.Worker.Temporal.ActivityFailureTypes;

namespace MusicSync.Worker.Syncs;

/// <summary>Says in the status what a sync waits for. Pure.</summary>
internal static class WaitReasons
{
    private const string SignIn = "sign_in";
    private const string Scope = "scope";

    /// <summary>Whether it waits until somebody signs in; one that goes on by itself does not.</summary>
    public static bool IsForASignIn(SyncWaiting? waiting) => waiting is { Reason: SignIn or Scope, Until: null };

    /// <summary>The same for edits, which look again by themselves now and then.</summary>
    public static bool IsAboutASignIn(SyncWaiting? waiting) => waiting is { Reason: SignIn or Scope };

    /// <summary>Whether a stop ends only when somebody acts, and then resumes the sync.</summary>
    public static bool IsForSomebody(string kind) => kind
        is SpotifyAuthError or SpotifyInsufficientScope or SpotifyAccountBlocked or SpotifyMisconfigured
        or SpotifyNotFound or SpotifyForbidden;

    public static SyncWaiting Until(string kind, DateTimeOffset resumeAt, string detail) => new(
        Reason(kind),
        resumeAt,
        $"{detail} It goes on at {resumeAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC.");

    /// <summary>A wait for somebody: what is wrong, the remedy, and how to go on.</summary>
    public static SyncWaiting ForSomebody(CallStop stop, string syncId)
    {
        // What else can be wrong, the MCP host says itself.
        var remedy = stop.Kind is SpotifyNotFound or SpotifyForbidden ? " Restore the playlist, or your right to edit it." : "";
        return new SyncWaiting(
            Reason(stop.Kind),
            Until: null,
            $"{stop.Message}{remedy} Then continue with POST /syncs/{syncId}/resume; nothing is lost meanwhile.");
    }

    /// <summary>One word for programs; <c>retry</c> for a step that failed in a way without a word of its own.</summary>
    public static string Reason(string kind) => kind switch
    {
        SpotifyQuotaExhausted => "quota",
        SpotifyRateLimited => "rate_limited",
        SpotifyAuthError => SignIn,
        SpotifyInsufficientScope => Scope,
        SpotifyAccountBlocked or SpotifyMisconfigured => "account",
        SpotifyNotFound or SpotifyForbidden => "playlist_gone",
        SpotifyUnavailable => "upstream",
        SourceUnavailable => "source",
        McpUnavailable or McpOutcomeUnknown => "mcp_unavailable",
        PlaylistBusy => "playlist_busy",
        McpRefused => "mcp_refused",
        McpCircuitOpen => "circuit_open",
        Defect or McpInternalError => "internal_error",
        _ => "retry",
    };
}

/// <summary>Why a sync pauses.</summary>
/// <param name="Reason">One word for programs.</param>
/// <param name="Until">When it goes on by itself, or null when somebody has to act.</param>
/// <param name="Message">The same for people, with what to do.</param>
/// <param name="Link">Where somebody does it, added when the status is asked for; null where there is no such page.</param>
public sealed record SyncWaiting(string Reason, DateTimeOffset? Until, string Message, Uri? Link = null);
