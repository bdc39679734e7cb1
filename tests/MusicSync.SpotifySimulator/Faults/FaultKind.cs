namespace MusicSync.SpotifySimulator.Faults;

/// <summary>What can go wrong, on the wire in lower case with underscores (<c>rate_limited</c>).</summary>
public enum FaultKind
{
    /// <summary>429 with Retry-After; the call was not executed.</summary>
    RateLimited,

    /// <summary>429 with Retry-After and reason <c>QUOTA_EXCEEDED</c>; the call was not executed.</summary>
    Quota,

    /// <summary>401; the access token is expired from now on, a refreshed one is good.</summary>
    Unauthorized,

    /// <summary>The user took the consent back: 401 for access tokens, <c>invalid_grant</c> for refreshes.</summary>
    GrantRevoked,

    /// <summary>403 that names a missing scope; the call was not executed.</summary>
    InsufficientScope,

    /// <summary>5xx, or another refusal; the call was not executed.</summary>
    ErrorBefore,

    /// <summary>5xx although the call took effect.</summary>
    ErrorAfter,

    /// <summary>Connection closed without an answer; the call was not executed.</summary>
    DropBefore,

    /// <summary>Connection closed without an answer; the call took effect.</summary>
    DropAfter,

    /// <summary>The call takes longer.</summary>
    Latency,

    /// <summary>Playlist reads answer with an earlier state.</summary>
    ReadLag,

    /// <summary>Playlist rows read back with another id of the same song.</summary>
    Relink,

    /// <summary>Playlist reads have a row without an item.</summary>
    NullItem,

    /// <summary>Playlist reads have a row with a local file.</summary>
    LocalItem,

    /// <summary>Somebody else inserts a track at the front before a second or later page is read.</summary>
    ShiftPages,

    /// <summary>The playlist leaves the user's library; its id still answers.</summary>
    Unfollowed,

    /// <summary>403 for the whole account: the app owner's Premium lapsed.</summary>
    AccountBlocked,
}
