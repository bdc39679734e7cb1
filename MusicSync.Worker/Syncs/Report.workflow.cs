using System.Text.Json.Serialization;
using MusicSync.Worker.Matching;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Songs;
using MusicSync.Worker.Syncs.Edits;
using MusicSync.Worker.Syncs.Mirrors;

namespace MusicSync.Worker.Syncs;

/// <summary>Puts together what became of each input row. Pure.</summary>
internal static class ReportRows
{
    private const string DeadReason = "the track does not exist at Spotify";

    public static IReadOnlyList<ReportRow> Of(
        SyncRequest request, Func<Song, MatchDecision?> decisionOf, PlaylistChanges changes)
    {
        var fates = Fates(changes);
        return [.. request.Songs.Select(Matched).Concat(request.Rejected.Select(Rejected)).OrderBy(row => row.Line)];

        ReportRow Matched(Song song)
        {
            var decision = decisionOf(song);
            var fate = fates.GetValueOrDefault(song.Line, new Fate(RowOutcome.Accepted, RowResult.None));
            var isDead = fate.Outcome == RowOutcome.Missing;
            return new ReportRow(
                song.Line,
                new ReportInput(song.Title, song.Artist, song.Album, song.Isrc, song.DurationMs, song.Year, song.Uri),
                decision?.Outcome == MatchOutcome.Accepted ? fate.Outcome : Outcome(decision),
                fate.Result,
                decision?.Track?.Uri,
                decision?.Track?.Title,
                decision?.Track?.Artists,
                decision?.Score ?? 0,
                isDead ? [DeadReason, .. decision?.Reasons ?? []] : decision?.Reasons ?? [],
                decision?.Candidates ?? [],
                decision?.Track?.Album,
                decision?.Track?.DurationMs is > 0 and var length ? length : null,
                decision?.Track?.CoverUrl);
        }
    }

    /// <summary>What happened to each row, by line; a later entry tells more than an earlier one.</summary>
    private static Dictionary<int, Fate> Fates(PlaylistChanges changes)
    {
        var fates = new Dictionary<int, Fate>();
        Set(changes.InDoubt, new Fate(RowOutcome.Accepted, RowResult.InDoubt));
        Set(changes.Added, new Fate(RowOutcome.Accepted, RowResult.Added));
        Set(changes.AlreadyPresent, new Fate(RowOutcome.Accepted, RowResult.AlreadyPresent));
        Set(changes.DoubledElsewhere, new Fate(RowOutcome.Accepted, RowResult.DoubledElsewhere));
        Set(changes.Duplicates, new Fate(RowOutcome.Duplicate, RowResult.None));
        Set(changes.Dead, new Fate(RowOutcome.Missing, RowResult.None));
        return fates;

        void Set(IReadOnlyList<int>? lines, Fate fate)
        {
            foreach (var line in lines ?? [])
            {
                fates[line] = fate;
            }
        }
    }

    private static ReportRow Rejected(RejectedRow row) => new(
        row.Line,
        new ReportInput(Text: row.Text),
        RowOutcome.Rejected,
        RowResult.None,
        TrackUri: null,
        TrackTitle: null,
        TrackArtists: null,
        Score: 0,
        [row.Reason],
        []);

    private static RowOutcome Outcome(MatchDecision? decision) => decision?.Outcome switch
    {
        MatchOutcome.Accepted => RowOutcome.Accepted,
        MatchOutcome.Review => RowOutcome.Review,
        MatchOutcome.Missing => RowOutcome.Missing,
        _ => RowOutcome.Pending,
    };

    private sealed record Fate(RowOutcome Outcome, RowResult Result);
}

/// <summary>What became of one row of the input.</summary>
/// <param name="Line">The row's line.</param>
/// <param name="Input">The row as it was read.</param>
/// <param name="Outcome">What matching found.</param>
/// <param name="Result">What happened to the playlist.</param>
/// <param name="TrackUri">The chosen track, or null.</param>
/// <param name="TrackTitle">Its title, or null.</param>
/// <param name="TrackArtists">Its artists, or null.</param>
/// <param name="Score">How close it is, 0 to 1.</param>
/// <param name="Reasons">Why, in words.</param>
/// <param name="Candidates">What else was found, best first.</param>
/// <param name="TrackAlbum">Album of the chosen track, or null.</param>
/// <param name="TrackDurationMs">Its length in milliseconds, or null.</param>
/// <param name="TrackCoverUrl">Address of its album's picture at Spotify, or null.</param>
/// <param name="Choice">How far a choice of somebody is, added when the report is asked for; null when there is none.</param>
public sealed record ReportRow(
    int Line,
    ReportInput Input,
    RowOutcome Outcome,
    RowResult Result,
    string? TrackUri,
    string? TrackTitle,
    IReadOnlyList<string>? TrackArtists,
    double Score,
    IReadOnlyList<string> Reasons,
    IReadOnlyList<ScoredCandidate> Candidates,
    string? TrackAlbum = null,
    int? TrackDurationMs = null,
    string? TrackCoverUrl = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ChoiceState? Choice = null);

/// <summary>A row as it was read; a rejected one has only its text.</summary>
/// <param name="Title">Title, or null.</param>
/// <param name="Artist">Artist, or null.</param>
/// <param name="Album">Album, or null.</param>
/// <param name="Isrc">Recording code, or null.</param>
/// <param name="DurationMs">Length in milliseconds, or null.</param>
/// <param name="Year">Year, or null.</param>
/// <param name="Uri">Track URI, or null.</param>
/// <param name="Text">The raw row, for rejected ones.</param>
public sealed record ReportInput(
    string? Title = null,
    string? Artist = null,
    string? Album = null,
    string? Isrc = null,
    int? DurationMs = null,
    string? Year = null,
    string? Uri = null,
    string? Text = null);

/// <summary>What matching found for a row.</summary>
public enum RowOutcome
{
    /// <summary>Not decided yet.</summary>
    Pending,

    /// <summary>A certain track.</summary>
    Accepted,

    /// <summary>A person has to decide.</summary>
    Review,

    /// <summary>Not found.</summary>
    Missing,

    /// <summary>The row names no usable song.</summary>
    Rejected,

    /// <summary>An earlier row names the same track.</summary>
    Duplicate,
}

/// <summary>What happened to the playlist for a row.</summary>
public enum RowResult
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Written by this sync.</summary>
    Added,

    /// <summary>There before.</summary>
    AlreadyPresent,

    /// <summary>Doubled by somebody else meanwhile; left alone.</summary>
    DoubledElsewhere,

    /// <summary>Sent, and perhaps there: the sync was cancelled while Spotify could not be asked.</summary>
    InDoubt,

    /// <summary>Written by this sync, and taken out by its undo.</summary>
    TakenOut,
}

/// <summary>Input of the query <c>rows</c>.</summary>
/// <param name="Offset">First row, from 0.</param>
/// <param name="Limit">Most rows, at most 500.</param>
public sealed record RowsPageRequest(int Offset, int Limit);

/// <summary>A page of rows in input order.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Total">Rows in all.</param>
public sealed record RowsPage(IReadOnlyList<ReportRow> Rows, int Total);

/// <summary>Result of <see cref="MusicSyncWorkflow"/>: everything there is to know about an ended sync.</summary>
/// <param name="Status">The final status.</param>
/// <param name="Rows">One row an input row, in input order.</param>
/// <param name="Own">What the mirror has in the playlist now, for its next run; null without one.</param>
public sealed record SyncResult(
    SyncStatus Status,
    IReadOnlyList<ReportRow> Rows,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<OwnTrack>? Own = null);
