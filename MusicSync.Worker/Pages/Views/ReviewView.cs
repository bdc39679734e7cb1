using MusicSync.Worker.Matching;
using MusicSync.Worker.Syncs;

namespace MusicSync.Worker.Pages.Views;

/// <summary>One row to decide, and how many there are.</summary>
/// <param name="Id">The sync's id.</param>
/// <param name="Name">Name of the playlist.</param>
/// <param name="Closed">Why nothing can be decided, in a sentence; null when it can.</param>
/// <param name="Row">The row; null when none is left.</param>
/// <param name="Number">Which one it is, from 1; 0 for one that is not open.</param>
/// <param name="Total">Rows that were, or are, to be decided.</param>
/// <param name="Chosen">Rows decided by a track.</param>
/// <param name="LeftOut">Rows decided by none.</param>
/// <param name="Next">The next open row's line; null when there is no other.</param>
/// <param name="Kind">Open rows of the same reason that have a candidate, this one among them.</param>
public sealed record ReviewView(
    string Id, string Name, string? Closed, ReviewRow? Row, int Number, int Total, int Chosen, int LeftOut, int? Next, int Kind)
{
    /// <summary>Most rows that are decided at once: so many one looks at.</summary>
    internal const int MaxAtOnce = 100;

    /// <summary>How far one is, in words; null for a row that is not open.</summary>
    public string? Progress => Number > 0 ? $"{Counted.Number(Number)} of {Counted.Number(Total)}" : null;

    /// <summary>What was done, once nothing is left.</summary>
    public string Done => (Chosen, LeftOut) switch
    {
        (0, 0) => "Nothing is to be decided.",
        (_, 0) => $"Done. {Counted.Number(Chosen)} chosen.",
        (0, _) => $"Done. {Counted.Number(LeftOut)} left out.",
        _ => $"Done. {Counted.Number(Chosen)} chosen, {Counted.Number(LeftOut)} left out.",
    };

    /// <summary>Why nothing can be decided for a sync; null when it can.</summary>
    /// <param name="status">Its status.</param>
    internal static string? ClosedFor(SyncStatus status) => status switch
    {
        { DryRun: true } => "This was a dry run: nothing was added, so there is nothing to decide yet. Start the list, then decide.",
        { Undo: not null } => "This list was undone. To choose for its songs, start it anew.",
        { Playlist.Id: null, FinishedAt: null } => "The playlist is not known yet. Open this page again in some seconds.",
        { Playlist.Id: null } => "The list ended before it had a playlist. Start it anew.",
        _ => null,
    };

    /// <summary>The row of a line or, without one, the first open row behind another, from the start again at the end.</summary>
    /// <param name="status">The sync's status.</param>
    /// <param name="rows">Its rows, with what was chosen.</param>
    /// <param name="line">The line; null for an open row.</param>
    /// <param name="after">The line of the row before; null for the first one.</param>
    internal static ReviewView Of(SyncStatus status, IReadOnlyList<ReportRow> rows, int? line, int? after)
    {
        List<ReportRow> open = [.. rows.Where(IsOpen)];
        var row = line is null ? Behind(open, after ?? 0) : rows.FirstOrDefault(row => row.Line == line);
        var (chosen, leftOut) = (rows.Count(row => row is { Choice: not null, TrackUri: not null }), rows.Count(row => row is { Choice: not null, TrackUri: null }));
        var at = row is null ? -1 : open.FindIndex(other => other.Line == row.Line);
        var next = row is null ? null : Behind(open, row.Line);
        return new ReviewView(
            status.Id,
            status.Playlist.Name ?? "List",
            ClosedFor(status),
            row is null ? null : ReviewRow.Of(row),
            at < 0 ? 0 : chosen + leftOut + at + 1,
            chosen + leftOut + open.Count,
            chosen,
            leftOut,
            next?.Line == row?.Line ? null : next?.Line,
            row is null ? 0 : OfKind(rows, row).Count);
    }

    /// <summary>Open rows that wait for the same reason as another and have a candidate to take.</summary>
    /// <param name="rows">All rows.</param>
    /// <param name="row">The other one.</param>
    internal static IReadOnlyList<ReportRow> OfKind(IReadOnlyList<ReportRow> rows, ReportRow row) =>
        [.. rows.Where(other => IsOpen(other) && Reason(other) == Reason(row) && First(other) is not null)];

    /// <summary>A row's best candidate, or null.</summary>
    /// <param name="row">The row.</param>
    internal static ScoredCandidate? First(ReportRow row) => row.Candidates.FirstOrDefault(candidate => candidate.Title is not null);

    /// <summary>Why a row is doubtful.</summary>
    /// <param name="row">The row.</param>
    internal static string Reason(ReportRow row) => row.Reasons.Count > 0 ? row.Reasons[0] : "";

    private static bool IsOpen(ReportRow row) => row.Outcome == RowOutcome.Review;

    private static ReportRow? Behind(List<ReportRow> open, int line) => open.Find(row => row.Line > line) ?? open.FirstOrDefault();
}

/// <summary>A row to decide.</summary>
/// <param name="Line">Where it stands in the list.</param>
/// <param name="Title">Title, as written.</param>
/// <param name="Artist">Artist, as written.</param>
/// <param name="More">Album, year and length, as far as they were written.</param>
/// <param name="Reason">Why it is doubtful, or what was chosen.</param>
/// <param name="Candidates">What was found, best first.</param>
/// <param name="Words">What one would search for.</param>
/// <param name="IsChosen">Whether somebody has decided it already.</param>
public sealed record ReviewRow(
    int Line, string Title, string Artist, string More, string Reason, IReadOnlyList<CandidateView> Candidates, string Words, bool IsChosen)
{
    private const int MaxCandidates = 5;

    internal static ReviewRow Of(ReportRow row)
    {
        var (title, artist) = (RowView.Written(row), row.Input.Artist ?? "");
        return new ReviewRow(
            row.Line,
            title,
            artist,
            string.Join(" · ", new[] { row.Input.Album, row.Input.Year, TimeWords.Track(row.Input.DurationMs) }.OfType<string>()),
            ReviewView.Reason(row),
            [.. row.Candidates.Where(candidate => candidate.Title is not null).Take(MaxCandidates).Select((candidate, at) => CandidateView.Of(candidate, at + 1, row.TrackUri))],
            $"{artist} {title}".Trim(),
            row.Choice is not null);
    }
}

/// <summary>A track that may be the song.</summary>
/// <param name="Key">The key that takes it; null behind the fifth.</param>
/// <param name="Uri">The track.</param>
/// <param name="Title">Title.</param>
/// <param name="Artists">Artists.</param>
/// <param name="Album">Album and year, as far as known.</param>
/// <param name="Length">Length as a player shows it, or null.</param>
/// <param name="IsExplicit">Whether its lyrics are marked as explicit.</param>
/// <param name="Reasons">Why it is not certain.</param>
/// <param name="Url">The track at Spotify, or null.</param>
/// <param name="Cover">Its album's picture, or null.</param>
/// <param name="IsTaken">Whether it was chosen.</param>
public sealed record CandidateView(
    int? Key, string Uri, string Title, string Artists, string Album, string? Length, bool IsExplicit, IReadOnlyList<string> Reasons, string? Url, string? Cover, bool IsTaken)
{
    private const int Keys = 5;

    /// <summary>A candidate.</summary>
    /// <param name="candidate">What is known of it.</param>
    /// <param name="number">Which one it is, from 1.</param>
    /// <param name="chosen">The track that was chosen, or null.</param>
    internal static CandidateView Of(ScoredCandidate candidate, int number, string? chosen) => new(
        number <= Keys ? number : null,
        candidate.Uri,
        candidate.Title ?? "",
        string.Join(", ", candidate.Artists ?? []),
        string.Join(" · ", new[] { candidate.Album, candidate.ReleaseDate is { Length: >= 4 } date ? date[..4] : null }.OfType<string>()),
        TimeWords.Track(candidate.DurationMs is > 0 and var length ? length : null),
        candidate.Explicit,
        candidate.Reasons ?? [],
        SpotifyLinks.Track(candidate.Uri),
        SpotifyLinks.Cover(candidate.CoverUrl),
        candidate.Uri == chosen);
}

/// <summary>What a search with somebody's own words found.</summary>
/// <param name="Words">The words.</param>
/// <param name="Found">Tracks, as Spotify orders them.</param>
/// <param name="Problem">Why it could not be made, and what to do; or null.</param>
public sealed record SearchView(string Words, IReadOnlyList<CandidateView> Found, string? Problem);
