using MusicSync.LocalStack.Commands;

namespace MusicSync.EndToEnd.Tests.LocalStack;

public sealed class ResultPrinterTests
{
    private static readonly SyncStatus Completed = new(
        "s1",
        "completed",
        new SyncPlaylist("p1", "Mine", new Uri("https://open.spotify.com/playlist/p1")),
        new SongCounts(3, 0, 3),
        new OutcomeCounts(2, 0, 1),
        new ChangeCounts(2, 0, 0, 0),
        Waiting: null,
        Error: null);

    [Fact]
    public void Result_ShowsCountsPlaylistAndTheRowsThatNeedALook() => Assert.Equal(
        """

        Sync s1 is completed.
          playlist   Mine  https://open.spotify.com/playlist/p1
          songs      3 in the list, 0 rejected
          outcomes   2 accepted, 0 to review, 1 missing
          changes    2 added, 0 already present

        Rows that need a look:
          line     2  missing   Nobody - Nothing  (no candidate)

        """,
        Print(Completed, Missing(1)),
        ignoreLineEndingDifferences: true);

    [Fact]
    public void Result_WithManyMissingRows_ShowsTwentyAndCountsTheRest() => Assert.EndsWith(
        "  … and 5 more\n", Print(Completed, Missing(25)).ReplaceLineEndings("\n"), StringComparison.Ordinal);

    [Fact]
    public void Result_OfAFailedSync_SaysWhatToDo()
    {
        var failed = Completed with { State = "failed", Error = new Problem("Failed", "Sign in to Spotify again.") };

        Assert.Contains("Sign in to Spotify again.", Print(failed, Missing(0)), StringComparison.Ordinal);
    }

    private static string Print(SyncStatus status, SyncReport report)
    {
        using var output = new StringWriter();
        new ResultPrinter(output).Print(status, report);
        return output.ToString();
    }

    private static SyncReport Missing(int number) => new(
        [.. Enumerable.Range(2, number).Select(line =>
            new ReportRow(line, new ReportInput("Nothing", "Nobody"), "missing", ["no candidate", "searched twice"]))]);
}
