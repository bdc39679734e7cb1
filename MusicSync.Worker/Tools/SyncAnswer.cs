using System.ComponentModel;
using MusicSync.Worker.Api;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Syncs.Edits;

namespace MusicSync.Worker.Tools;

/// <summary>A sync as a model is told of it; members that are null are left out, so each has a default.</summary>
internal sealed record SyncAnswer(
    [property: Description("Id of the sync. start_sync with the same id and the same arguments joins it.")] string Id,
    [property: Description("Where it stands.")] SyncState State,
    [property: Description("Whether it has ended; until then it goes on by itself.")] bool Finished,
    [property: Description("The same in sentences, with what to do next.")] string Summary,
    [property: Description("Rows of the list: in all, those that name no usable song, songs looked up so far.")] SongCounts Songs,
    [property: Description("What was found: sure, to be decided by a person, not found, named by an earlier row.")] OutcomeCounts Outcomes,
    [property: Description("Rows of the playlist: added (in a dry run: would be added), there before, taken out again, still to be written.")] ChangeCounts Changes,
    DateTimeOffset StartedAt,
    [property: Description("Where the songs go.")] PlaylistAnswer? Playlist = null,
    DateTimeOffset? FinishedAt = null,
    [property: Description("What it waits for.")] WaitingAnswer? Waiting = null,
    [property: Description("Why it failed, and what to do.")] string? Error = null,
    [property: Description("True when it only plans and writes nothing.")] bool? DryRun = null,
    [property: Description("How far its undo is, where somebody has asked for one.")] UndoAnswer? Undo = null)
{
    public static SyncAnswer Of(SyncStatus status) => new(
        status.Id,
        status.State,
        status.FinishedAt is not null,
        SyncSentences.Of(status),
        status.Songs,
        status.Outcomes,
        status.Changes,
        status.StartedAt,
        PlaylistAnswer.Of(status.Playlist),
        status.FinishedAt,
        WaitingAnswer.Of(status.Waiting),
        status.Error?.Detail,
        status.DryRun ? true : null,
        status.Undo is { } undo ? new UndoAnswer(undo.State, undo.Removed, undo.Gone, undo.LeftCount, WaitingAnswer.Of(undo.Waiting), undo.Error) : null);
}

/// <summary>A playlist; one that is named and not made yet has only its name.</summary>
internal sealed record PlaylistAnswer(string? Id = null, string? Name = null, string? Url = null)
{
    public static PlaylistAnswer? Of(PlaylistRef? playlist) =>
        playlist is null ? null : new PlaylistAnswer(playlist.Id, playlist.Name, playlist.Url);
}

/// <summary>Why something pauses.</summary>
internal sealed record WaitingAnswer(
    [property: Description("One word.")] string Reason,
    [property: Description("The same in a sentence, with what to do.")] string Message,
    [property: Description("When it goes on by itself; left out when somebody has to act.")] DateTimeOffset? Until = null,
    [property: Description("Page on which the user does what it waits for, such as signing in.")] string? Link = null)
{
    public static WaitingAnswer? Of(SyncWaiting? waiting) =>
        waiting is null ? null : new WaitingAnswer(waiting.Reason, waiting.Message, waiting.Until, waiting.Link?.AbsoluteUri);
}

/// <summary>How far an undo is.</summary>
internal sealed record UndoAnswer(
    UndoState State,
    [property: Description("Rows taken out.")] int Removed,
    [property: Description("Rows that were not there any more.")] int Gone,
    [property: Description("Rows left alone, because nothing proves that this sync put them there.")] int Left,
    WaitingAnswer? Waiting = null,
    string? Error = null);

/// <summary>One line of the list of syncs.</summary>
internal sealed record ListedSync(
    string Id,
    [property: Description("queued, matching, writing, verifying, waiting, completed, failed, cancelled; running where it did not say more.")] string State,
    DateTimeOffset StartedAt,
    PlaylistAnswer? Playlist = null,
    SongCounts? Songs = null,
    OutcomeCounts? Outcomes = null,
    ChangeCounts? Changes = null,
    DateTimeOffset? FinishedAt = null,
    bool? DryRun = null)
{
    public static ListedSync Of(SyncSummary sync) => new(
        sync.Id,
        sync.State,
        sync.StartedAt,
        PlaylistAnswer.Of(sync.Playlist),
        sync.Songs,
        sync.Outcomes,
        sync.Changes,
        sync.FinishedAt,
        sync.DryRun ? true : null);
}
