using MusicSync.Worker.Matching;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Songs;

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
                decision?.Candidates ?? []);
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
