using MusicSync.Worker.Matching;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Syncs;

/// <summary>Puts together what became of each input row. Pure.</summary>
internal static class ReportRows
{
    public static IReadOnlyList<ReportRow> Of(
        SyncRequest request, Func<Song, MatchDecision?> decisionOf, PlaylistChanges? changes)
    {
        var added = Lines(changes?.Added);
        var present = Lines(changes?.AlreadyPresent);
        var duplicates = Lines(changes?.Duplicates);
        return [.. request.Songs.Select(Matched).Concat(request.Rejected.Select(Rejected)).OrderBy(row => row.Line)];

        ReportRow Matched(Song song)
        {
            var decision = decisionOf(song);
            return new ReportRow(
                song.Line,
                new ReportInput(song.Title, song.Artist, song.Album, song.Isrc, song.DurationMs, song.Year, song.Uri),
                duplicates.Contains(song.Line) ? RowOutcome.Duplicate : Outcome(decision),
                added.Contains(song.Line) ? RowResult.Added
                    : present.Contains(song.Line) ? RowResult.AlreadyPresent
                    : RowResult.None,
                decision?.Track?.Uri,
                decision?.Track?.Title,
                decision?.Track?.Artists,
                decision?.Score ?? 0,
                decision?.Reasons ?? [],
                decision?.Candidates ?? []);
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

    private static HashSet<int> Lines(IReadOnlyList<int>? lines) => [.. lines ?? []];
}
