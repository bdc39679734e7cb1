using System.ComponentModel;
using MusicSync.Worker.Api;
using MusicSync.Worker.Matching;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Syncs.Edits;

namespace MusicSync.Worker.Tools;

/// <summary>Answer of <c>get_report</c>: one page of the rows that were asked for.</summary>
internal sealed record GetReportResult(
    string Id,
    [property: Description("Rows of the outcomes that were asked for, on all pages.")] int Total,
    IReadOnlyList<ReportLine> Rows,
    [property: Description("The playlist.")] PlaylistAnswer? Playlist = null,
    [property: Description("offset of the next page; left out on the last one.")] int? NextOffset = null)
{
    public static GetReportResult Of(SyncReport report, IReadOnlyList<RowOutcome>? outcomes, int offset, int limit)
    {
        var wanted = outcomes is { Count: > 0 } ? report.Rows.Where(row => outcomes.Contains(row.Outcome)).ToList() : report.Rows;
        return new GetReportResult(
            report.Id,
            wanted.Count,
            [.. wanted.Skip(offset).Take(limit).Select(ReportLine.Of)],
            PlaylistAnswer.Of(report.Playlist),
            offset + (long)limit < wanted.Count ? offset + limit : null);
    }
}

/// <summary>What became of one row, without what only a page needs: a model pays for each word.</summary>
internal sealed record ReportLine(
    [property: Description("Where the row stands in the list, from 1; choose_track takes it.")] int Line,
    [property: Description("What was found.")] RowOutcome Outcome,
    [property: Description("What happened to the playlist for it.")] RowResult Result,
    [property: Description("Title as the list has it.")] string? Title = null,
    string? Artist = null,
    string? Album = null,
    [property: Description("The row itself, where it names no usable song.")] string? Text = null,
    [property: Description("The track it was taken for.")] TrackLine? Track = null,
    [property: Description("Why, in words.")] IReadOnlyList<string>? Reasons = null,
    [property: Description("What was found instead, best first; for rows to be decided or not found.")] IReadOnlyList<TrackLine>? Candidates = null,
    [property: Description("How far somebody's choice for the row is.")] ChoiceState? Choice = null)
{
    public static ReportLine Of(ReportRow row) => new(
        row.Line,
        row.Outcome,
        row.Result,
        row.Input.Title,
        row.Input.Artist,
        row.Input.Album,
        row.Input.Text,
        row.TrackUri is { } uri ? new TrackLine(uri, row.TrackTitle, row.TrackArtists, row.TrackAlbum, row.TrackDurationMs, Rounded(row.Score)) : null,
        row.Reasons.Count > 0 ? row.Reasons : null,
        row is { Outcome: RowOutcome.Review or RowOutcome.Missing, Candidates.Count: > 0 } ? [.. row.Candidates.Select(TrackLine.Of)] : null,
        row.Choice);

    internal static double Rounded(double score) => Math.Round(score, 3);
}

/// <summary>A track of Spotify.</summary>
internal sealed record TrackLine(
    string Uri,
    string? Title = null,
    IReadOnlyList<string>? Artists = null,
    string? Album = null,
    int? DurationMs = null,
    [property: Description("How close it is to the row, 0 to 1.")] double? Score = null,
    [property: Description("What speaks against it.")] IReadOnlyList<string>? Reasons = null,
    string? ReleaseDate = null,
    bool? Explicit = null)
{
    public static TrackLine Of(ScoredCandidate candidate) => new(
        candidate.Uri,
        candidate.Title,
        candidate.Artists,
        candidate.Album,
        candidate.DurationMs > 0 ? candidate.DurationMs : null,
        ReportLine.Rounded(candidate.Score),
        candidate.Reasons is { Count: > 0 } reasons ? reasons : null,
        candidate.ReleaseDate,
        candidate.Explicit ? true : null);
}
