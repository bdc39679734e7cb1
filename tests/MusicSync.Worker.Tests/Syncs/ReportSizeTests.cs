using MusicSync.Worker.Matching;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Songs;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Temporal;

namespace MusicSync.Worker.Tests.Syncs;

/// <summary>The largest report has to fit into one Temporal payload.</summary>
public sealed class ReportSizeTests
{
    private const int Rows = 10_000;
    private const int ChunkSize = 50;
    private const int MaxResultBytes = 1_500_000;
    private static readonly Random Random = new(20261124);

    [Fact]
    public void TenThousandRowsWithFortyPercentForReview_StayBelowTheLimit()
    {
        var songs = Enumerable.Range(1, Rows).Select(line => new Song(line, Words(3), Words(2))).ToList();
        var share = MatchChunk.ReportBytes / (Rows / ChunkSize);
        var progress = new SyncProgress(
            new SyncRequest("s", new PlaylistTarget(Name: "Mix"), songs, [], new SyncOptions()), DateTimeOffset.UnixEpoch);
        foreach (var chunk in songs.Chunk(ChunkSize))
        {
            progress.Add(ReportSize.Cut([.. chunk.Select(Decide)], share));
        }

        var result = new SyncResult(progress.Status(), progress.Rows());

        Assert.InRange(SizeOf(result), 1, MaxResultBytes);
        Assert.Equal(Rows, result.Rows.Count);
        Assert.All(result.Rows, row => Assert.NotEmpty(row.Reasons));
        Assert.All(result.Rows.Where(row => row.Outcome == RowOutcome.Accepted), row => Assert.NotNull(row.TrackUri));
    }

    [Fact]
    public void SmallChunk_KeepsAllItsCandidates()
    {
        var decisions = new[] { Decide(new Song(2, "A", "B")), Decide(new Song(5, "A", "B")) };

        Assert.Equal(decisions, ReportSize.Cut(decisions, MatchChunk.ReportBytes));
    }

    [Fact]
    public void Cut_TakesCoversFirst()
    {
        MatchDecision[] decisions = [.. Enumerable.Range(1, ChunkSize).Select(line => Decide(new Song(line, Words(3), Words(2))))];

        var cut = ReportSize.Cut(decisions, TemporalJson.CompressedSizeOf(decisions) - 1);

        Assert.All(cut, decision => Assert.Null(decision.Track?.CoverUrl));
        Assert.Equal(decisions.Sum(decision => decision.Candidates.Count), cut.Sum(decision => decision.Candidates.Count));
    }

    [Fact]
    public void Cut_TakesRunnersUpBeforeCandidatesForReview()
    {
        var decisions = Enumerable.Range(1, ChunkSize).Select(line => Decide(new Song(line, Words(3), Words(2)))).ToList();

        var cut = ReportSize.Cut(decisions, 8_000);

        Assert.All(cut.Where(decision => decision.Outcome == MatchOutcome.Accepted), decision => Assert.Empty(decision.Candidates));
        Assert.Contains(cut, decision => decision.Candidates.Count > 0);
    }

    // Two rows of five need a review.
    private static MatchDecision Decide(Song song) => song.Line % 5 < 2
        ? new MatchDecision(
            song.Line, MatchOutcome.Review, null, 0.71, ["only a live version was found"], [.. Enumerable.Range(0, 5).Select(_ => Candidate())], 2)
        : new MatchDecision(
            song.Line,
            MatchOutcome.Accepted,
            new ChosenTrack(Uri(), song.Title, [song.Artist], Words(3), 200_000, Isrc: null, Cover()),
            0.98,
            ["same title and artist"],
            [new ScoredCandidate(Uri(), Score: 0.6)],
            1);

    private static ScoredCandidate Candidate() =>
        new(Uri(), $"{Words(3)} - Live", [Words(2)], 200_000 + Random.Next(9_000), 0.7, ["another recording: live"], Words(3), "1999-04-12", CoverUrl: Cover());

    private static string Uri() =>
        $"spotify:track:{new string(Random.GetItems("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".AsSpan(), 22))}";

    private static string Cover() => $"https://i.scdn.co/image/{new string(Random.GetItems("0123456789abcdef".AsSpan(), 40))}";

    private static string Words(int count) =>
        string.Join(' ', Enumerable.Range(0, count).Select(_ => new string(Random.GetItems("abcdefghijklmnoprstuvwz".AsSpan(), 6))));

    private static int SizeOf(SyncResult result) =>
        GzipPayloadCodec.SizeOf(TemporalJson.DataConverter.PayloadConverter.ToPayload(result));
}
