using System.Text.Json.Serialization;
using MusicSync.Worker.Matching;
using MusicSync.Worker.Playlists.Writing;
using MusicSync.Worker.Syncs.Remembered;

namespace MusicSync.Worker.Syncs.Edits;

/// <summary>Input of <see cref="EditsWorkflow"/>.</summary>
/// <param name="SyncId">The sync whose rows are edited.</param>
/// <param name="TimeScale">Factor for heartbeat timeouts; 1 in production.</param>
/// <param name="Carried">What the run before knew; null in the first one.</param>
/// <param name="ContinueAsNewAfterSteps">Edits after which a run ends; null leaves it to Temporal.</param>
public sealed record SyncEdits(string SyncId, double TimeScale, EditsState? Carried = null, int? ContinueAsNewAfterSteps = null);

/// <summary>What somebody chose for a row of a sync.</summary>
/// <param name="PlaylistId">The sync's playlist.</param>
/// <param name="Line">The row's line.</param>
/// <param name="Track">The track that is the song; null where none is.</param>
/// <param name="Behind">Tracks of the sync's earlier rows, the nearest first.</param>
/// <param name="Was">What matching had found.</param>
/// <param name="WasResult">What the sync had done.</param>
/// <param name="Written">What the sync itself wrote for the row, or null.</param>
/// <param name="Remember">What to remember of it for the lists to come; null for nothing.</param>
public sealed record Choice(
    string PlaylistId,
    int Line,
    ChosenTrack? Track,
    IReadOnlyList<string> Behind,
    RowOutcome Was,
    RowResult WasResult,
    OwnRow? Written = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RememberedChoice? Remember = null);

/// <summary>Order to take out what a sync has written.</summary>
/// <param name="PlaylistId">The sync's playlist; null where it never had one.</param>
/// <param name="Rows">The rows that the sync itself wrote.</param>
/// <param name="Others">Tracks among them of which a copy was there before.</param>
public sealed record UndoOrder(string? PlaylistId, IReadOnlyList<OwnRow> Rows, IReadOnlyList<string> Others)
{
    /// <summary>What is to be undone of an ended sync.</summary>
    /// <param name="status">Its final status.</param>
    /// <param name="rows">Its report.</param>
    /// <returns>The order.</returns>
    internal static UndoOrder Of(SyncStatus status, IReadOnlyList<ReportRow> rows)
    {
        List<OwnRow> own = [.. rows.Select(row => WrittenBy(status, row)).OfType<OwnRow>()];
        var written = own.Select(row => row.Uri).ToHashSet(StringComparer.Ordinal);
        var before = rows.Where(row => row.Result == RowResult.AlreadyPresent).Select(row => row.TrackUri).OfType<string>();
        return new UndoOrder(status.Playlist.Id, own, [.. before.Where(written.Contains).Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>What an ended sync wrote for a row; null for nothing.</summary>
    /// <param name="status">Its final status.</param>
    /// <param name="row">The row.</param>
    /// <returns>The row in the playlist.</returns>
    internal static OwnRow? WrittenBy(SyncStatus status, ReportRow row) =>
        row is { Result: RowResult.Added or RowResult.DoubledElsewhere or RowResult.InDoubt, TrackUri: { } uri }
            ? new OwnRow(row.Line, uri, status.StartedAt, status.FinishedAt ?? status.StartedAt)
            : null;
}
