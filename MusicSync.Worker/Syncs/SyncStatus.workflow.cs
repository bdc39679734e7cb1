using System.Text.Json.Serialization;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Syncs.Edits;
using MusicSync.Worker.Syncs.Mirrors;
using Temporalio.Exceptions;

namespace MusicSync.Worker.Syncs;

/// <summary>The status document of a sync.</summary>
/// <param name="Id">The sync's id.</param>
/// <param name="State">Where it stands; the last three states are final.</param>
/// <param name="Playlist">Where the songs go; its id is null until the name is resolved.</param>
/// <param name="Songs">Rows of the input.</param>
/// <param name="Outcomes">What matching found.</param>
/// <param name="Changes">What happened to the playlist.</param>
/// <param name="Waiting">What it waits for, or null.</param>
/// <param name="Estimate">What it is expected to cost.</param>
/// <param name="StartedAt">When it was accepted.</param>
/// <param name="FinishedAt">When it ended, or null.</param>
/// <param name="Error">Why it failed, or null.</param>
/// <param name="DryRun">Whether it only plans and writes nothing.</param>
/// <param name="Undo">How far its undo is, added when the status is asked for; null when nobody has asked for it.</param>
/// <param name="Mirror">How the mirror stands; null where the list was only added.</param>
public sealed record SyncStatus(
    string Id,
    SyncState State,
    PlaylistRef Playlist,
    SongCounts Songs,
    OutcomeCounts Outcomes,
    ChangeCounts Changes,
    SyncWaiting? Waiting,
    SyncEstimate Estimate,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt,
    SyncError? Error,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool DryRun = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] UndoStatus? Undo = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] MirrorStatus? Mirror = null);

/// <summary>States of a sync.</summary>
public enum SyncState
{
    /// <summary>Accepted, not started yet.</summary>
    Queued,

    /// <summary>Songs are looked up at Spotify.</summary>
    Matching,

    /// <summary>Tracks are added to the playlist.</summary>
    Writing,

    /// <summary>The playlist is read back.</summary>
    Verifying,

    /// <summary>Paused; <see cref="SyncStatus.Waiting"/> says for what.</summary>
    Waiting,

    /// <summary>Done; rows for review do not hold it open.</summary>
    Completed,

    /// <summary>Given up; <see cref="SyncStatus.Error"/> says why.</summary>
    Failed,

    /// <summary>Stopped on request; what was written stays.</summary>
    Cancelled,
}

/// <summary>Rows of the input.</summary>
/// <param name="Total">All rows, rejected ones included.</param>
/// <param name="Rejected">Rows that name no usable song.</param>
/// <param name="Matched">Songs that are decided.</param>
public sealed record SongCounts(int Total, int Rejected, int Matched);

/// <summary>What matching found.</summary>
/// <param name="Accepted">Songs with a certain track.</param>
/// <param name="Review">Songs a person has to decide.</param>
/// <param name="Missing">Songs that were not found.</param>
/// <param name="Duplicate">Songs an earlier row names already.</param>
public sealed record OutcomeCounts(int Accepted, int Review, int Missing, int Duplicate);

/// <summary>What happened to the playlist, in rows.</summary>
/// <param name="Added">Written by this sync; in a dry run, what would be written.</param>
/// <param name="AlreadyPresent">There before.</param>
/// <param name="Removed">Taken out: while repairing doubles of this sync, or by a mirror, since they are gone from the list.</param>
/// <param name="Pending">Accepted, not written yet.</param>
public sealed record ChangeCounts(int Added, int AlreadyPresent, int Removed, int Pending);

/// <summary>A problem document (RFC 9457) inside the status.</summary>
/// <param name="Title">What failed.</param>
/// <param name="Detail">Why, and what to do.</param>
/// <param name="Type">The failure's type, as in Temporal's history.</param>
public sealed record SyncError(string Title, string Detail, string Type);

/// <summary>Says in the status why a sync failed. Pure.</summary>
internal static class SyncErrors
{
    public static SyncError From(FailureException failure) => (failure as ActivityFailureException)?.InnerException switch
    {
        null => Of(failure),
        TimeoutFailureException timeout => new SyncError(
            "The sync failed",
            "A step took too long; send the list again, songs already added are not added twice.",
            $"{timeout.TimeoutType}Timeout"),
        var inner => Of(inner),
    };

    private static SyncError Of(Exception failure) => new(
        "The sync failed", failure.Message, (failure as ApplicationFailureException)?.ErrorType ?? failure.GetType().Name);
}
