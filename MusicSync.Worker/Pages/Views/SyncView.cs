using MusicSync.Worker.Api;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Syncs.Edits;

namespace MusicSync.Worker.Pages.Views;

/// <summary>A sync as its page shows it; the part that changes while one watches.</summary>
/// <param name="Id">The sync's id.</param>
/// <param name="Name">Name of the playlist, as far as known.</param>
/// <param name="PlaylistId">Its id, or null.</param>
/// <param name="Url">Its link at Spotify, or null.</param>
/// <param name="State">What it is doing.</param>
/// <param name="Headline">How far it is, in a sentence.</param>
/// <param name="Pace">How fast it is and how long it takes, or null.</param>
/// <param name="Bar">The picture.</param>
/// <param name="Wait">What it waits for, or null.</param>
/// <param name="Error">Why it ended, or null.</param>
/// <param name="At">When it began or, once it has ended, when it ended.</param>
/// <param name="IsOver">Whether nothing more will change by itself.</param>
/// <param name="HasEnded">Whether the sync itself has ended; its undo may be on its way.</param>
/// <param name="ToReview">Rows that somebody can decide here.</param>
/// <param name="CanUndo">Whether there is something to undo.</param>
/// <param name="Left">Rows that the undo left alone, by line.</param>
public sealed record SyncView(
    string Id,
    string Name,
    string? PlaylistId,
    string? Url,
    string State,
    string Headline,
    string? Pace,
    Bar Bar,
    WaitView? Wait,
    string? Error,
    DateTimeOffset At,
    bool IsOver,
    bool HasEnded,
    int ToReview,
    bool CanUndo,
    IReadOnlyList<LeftRow> Left)
{
    internal static SyncView Of(SyncStatus status, double? songsPerSecond) => new(
        status.Id,
        status.Playlist.Name ?? "Playlist",
        status.Playlist.Id,
        status.Playlist.Url,
        status.Undo is { } undone ? UndoWords.State(undone) : SyncWords.State(status.State, status.DryRun),
        SyncWords.Headline(status),
        SyncWords.Pace(status, songsPerSecond),
        Bar.Of(status.Songs, status.Outcomes),
        WaitView.Of(status.Undo is { } undo ? undo.Waiting : status.Waiting),
        status.Undo?.Error ?? status.Error?.Detail,
        status.Undo is { } asked ? asked.FinishedAt ?? asked.StartedAt : status.FinishedAt ?? status.StartedAt,
        status.FinishedAt is not null && status.Undo is not { FinishedAt: null },
        status.FinishedAt is not null,
        status is { DryRun: false, Undo: null, Playlist.Id: not null } ? status.Outcomes.Review : 0,
        status is { FinishedAt: not null, DryRun: false, Playlist.Id: not null, Changes.Added: > 0, Undo: null or { State: UndoState.Failed } },
        status.Undo?.Left ?? []);
}

/// <summary>A sync as a line of a list.</summary>
/// <param name="Id">The sync's id.</param>
/// <param name="Name">Name of the playlist.</param>
/// <param name="State">What it is doing, or how it ended; null for one that simply is done.</param>
/// <param name="Text">How far it is.</param>
/// <param name="Bar">The picture.</param>
/// <param name="At">When it began.</param>
/// <param name="Added">Rows it wrote.</param>
/// <param name="ToReview">Rows that somebody can decide.</param>
public sealed record SyncLine(string Id, string Name, string? State, string Text, Bar Bar, DateTimeOffset At, int Added, int ToReview)
{
    internal static SyncLine Of(SyncSummary summary) => new(
        summary.Id,
        summary.Playlist?.Name ?? "Playlist",
        Enum.TryParse<SyncState>(summary.State, ignoreCase: true, out var state)
            ? state is SyncState.Completed ? summary.DryRun ? "Dry run" : null : SyncWords.State(state, isDryRun: false)
            : "Running",
        SyncWords.Line(summary.Songs, summary.Outcomes, summary.Changes),
        Bar.Of(summary.Songs ?? new SongCounts(0, 0, 0), summary.Outcomes),
        summary.StartedAt,
        summary.DryRun ? 0 : summary.Changes?.Added ?? 0,
        summary.DryRun || summary.Playlist?.Id is null ? 0 : summary.Outcomes?.Review ?? 0);
}
