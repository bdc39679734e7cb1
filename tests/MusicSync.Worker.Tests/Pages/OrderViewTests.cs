using MusicSync.Worker.Api.Orders;
using MusicSync.Worker.Matching;
using MusicSync.Worker.Orders;
using MusicSync.Worker.Pages.Views;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Syncs;

namespace MusicSync.Worker.Tests.Pages;

public sealed class OrderViewTests
{
    private static readonly DateTimeOffset Due = new(2026, 11, 24, 14, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("PT5M", "every 5 minutes")]
    [InlineData("PT1H", "every hour")]
    [InlineData("PT6H", "every 6 hours")]
    [InlineData("PT90M", "every 90 minutes")]
    [InlineData("PT24H", "every day")]
    [InlineData("P1W", "every week")]
    [InlineData("P30D", "every 30 days")]
    public void TimeSpan_IsSaidInWords(string every, string words) => Assert.Equal(words, OrderWords.Times(every, cron: null, timeZone: null));

    [Fact]
    public void Cron_IsSaidAsItIs_WithItsZone()
    {
        Assert.Equal("at “0 6 * * MON” (Europe/Berlin)", OrderWords.Times(every: null, "0 6 * * MON", "Europe/Berlin"));
        Assert.Equal("at “0 6 * * MON” (UTC)", OrderWords.Times(every: null, "0 6 * * MON", timeZone: null));
    }

    [Theory]
    [InlineData("https://charts.example/week%2047.csv?token=x", "charts.example/week 47.csv")]
    [InlineData("http://localhost:8080/", "localhost:8080")]
    public void Address_IsSaidWithoutWhatFollowsIt(string url, string words) => Assert.Equal(words, OrderWords.Source(new OrderedSource(url, null, null)));

    [Fact]
    public void Run_IsSaidInWords()
    {
        Assert.Equal("nothing new", OrderWords.Run(Run(RunOutcome.Unchanged)));
        Assert.Equal("adding songs", OrderWords.Run(Run(RunOutcome.Started)));
        Assert.Equal("1 song added", OrderWords.Run(Ended(1)));
        Assert.Equal("12 songs added · 2 need you", OrderWords.Run(Ended(12, review: 2)));
        Assert.Equal("all were in", OrderWords.Run(Ended(0)));
        Assert.Equal("done", OrderWords.Run(Run(RunOutcome.Started) with { Sync = new OrderedSync(SyncState.Completed) }));
        Assert.Equal("charts.example answers 404", OrderWords.Run(Run(RunOutcome.Failed) with { Detail = "charts.example answers 404" }));
    }

    [Fact]
    public void Chart_ShowsSongsAddedARun_OldestFirst()
    {
        var chart = RunChart.Of([Run(RunOutcome.Failed), Ended(5), Run(RunOutcome.Unchanged), Ended(10)]);

        Assert.Equal("4 runs: 15 songs added, 1 failed", chart.Text);
        Assert.Equal(["accepted", "missing", "accepted", "rejected"], chart.Bars.Select(bar => bar.Key));
        Assert.Equal([RunChart.Height, 2, RunChart.Height / 2, RunChart.Height / 3], chart.Bars.Select(bar => bar.Height));
        Assert.All(chart.Bars, bar => Assert.Equal(RunChart.Height, bar.Y + bar.Height));
    }

    [Fact]
    public void Mirror_ShowsWhatItTookOut_AndWhatItAsks()
    {
        var mirrored = Ended(6) with { Sync = new OrderedSync(SyncState.Completed, Added: 6, Removed: 2) };
        var asking = Ended(0) with { Sync = new OrderedSync(SyncState.Completed, Added: 0, Removed: 0, Confirm: new(12, 11, "")) };

        Assert.Equal("6 songs added, 2 taken out", OrderWords.Run(mirrored));
        Assert.Equal("asked before taking out most songs", OrderWords.Run(asking));
        Assert.StartsWith("11 of 12 songs are gone from the list.", OrderWords.Question(asking.Sync!.Confirm), StringComparison.Ordinal);

        var chart = RunChart.Of([mirrored, asking]);
        Assert.Equal("2 runs: 6 songs added, 2 taken out", chart.Text);
        Assert.Equal([("missing", 0), ("accepted", 8), ("review", 8)], chart.Bars.Select(bar => (bar.Key, bar.X)));
        Assert.Equal((16, 0), (chart.Width, chart.Bars[2].Y));
    }

    [Fact]
    public void View_SaysWhatIsGoingOn()
    {
        var order = new OrderDocument(
            "charts", new OrderedSource("https://charts.example/", null, null), new PlaylistRef(Id: null, "Charts", Url: null), OrderMode.Add, "PT6H", Cron: null,
            TimeZone: null, MatchPolicy.Balanced, DuplicateHandling.Skip, SyncPriority.Bulk, ExplicitTracks.Any, Paused: false, Running: true, Waiting: null, Due, Due, Confirm: null, []);

        Assert.Equal(("looking for the first time", true, false), (OrderView.Of(order).Last, OrderView.Of(order).IsMoving, OrderView.Of(order).IsInTrouble));

        var later = OrderView.Of(order with { Running = false, Runs = [Run(RunOutcome.Failed) with { Detail = "gone" }] });
        Assert.Equal(("gone", false, true), (later.Last, later.IsMoving, later.IsInTrouble));

        var waiting = OrderView.Of(order with { Waiting = new SyncWaiting("source", Due, "charts.example answers 503.") });
        Assert.Equal(("charts.example answers 503.", true, true), (waiting.Last, waiting.IsMoving, waiting.IsInTrouble));
    }

    private static OrderRun Run(RunOutcome outcome) => new(Due, outcome, SyncId: outcome is RunOutcome.Started ? "order/charts/1" : null);

    private static OrderRun Ended(int added, int review = 0) => Run(RunOutcome.Started) with { Sync = new OrderedSync(SyncState.Completed, added, review, 0) };
}
