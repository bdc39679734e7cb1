using System.Text.Json;
using MusicSync.Worker.Api.Orders;
using MusicSync.Worker.Matching;
using MusicSync.Worker.Orders;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Tools;

namespace MusicSync.Worker.Tests.Tools;

/// <summary>What a model is told of a standing order, and what the order is that it asked for.</summary>
public sealed class OrderAnswerTests
{
    private const string Sync = "order/charts/2026-11-27T04:00:00Z";

    private static readonly DateTimeOffset Due = new(2026, 11, 27, 4, 0, 0, TimeSpan.Zero);

    private static readonly OrderDocument Charts = new(
        "charts", new OrderedSource("https://charts.example/week.csv", Playlist: null, Songs: null), new PlaylistRef("37i9dQZF1DXcBWIGoYBM5M", "Charts", Url: null),
        OrderMode.Add, "PT6H", Cron: null, TimeZone: null, MatchPolicy.Balanced, DuplicateHandling.Skip, SyncPriority.Bulk, ExplicitTracks.Any, Paused: false,
        Running: false, Waiting: null, Due.AddHours(6), Due.AddDays(-30), Confirm: null, []);

    public static TheoryData<OrderRun, string> Runs => new()
    {
        { new OrderRun(Due, RunOutcome.Unchanged), "the source was as before." },
        { new OrderRun(Due, RunOutcome.Started, 100, Sync), $"sync {Sync} was started; get_sync tells how far it is." },
        { new OrderRun(Due, RunOutcome.Started, 100, Sync, new OrderedSync(SyncState.Completed, 12, 0, 1)), "12 added." },
        { new OrderRun(Due, RunOutcome.Started, 100, Sync, new OrderedSync(SyncState.Completed, 12, 0, 1, Removed: 3)), "12 added, 3 taken out." },
        {
            new OrderRun(Due, RunOutcome.Started, 100, Sync, new OrderedSync(SyncState.Completed, 12, 2, 1)),
            $"12 added; 2 to be decided: get_report of {Sync} with outcomes [\"review\"] has the candidates; let the user choose, then call choose_track."
        },
        { new OrderRun(Due, RunOutcome.Started, 100, Sync, new OrderedSync(SyncState.Failed)), $"sync {Sync} failed; get_sync tells why. The next look does it again." },
        { new OrderRun(Due, RunOutcome.Started, 100, Sync, new OrderedSync(SyncState.Cancelled)), $"sync {Sync} was cancelled." },
        { new OrderRun(Due, RunOutcome.Started, 100, Sync, new OrderedSync(SyncState.Completed)), $"sync {Sync} is done." },
        { new OrderRun(Due, RunOutcome.Failed, Detail: "charts.example answers 404."), "charts.example answers 404." },
    };

    [Fact]
    public void Question_OfAMirror_IsTheUsersToAnswer() => Assert.Contains(
        "It asks: 9 of the 10 are gone. Only the user may say so, on the page /followed/charts",
        OrderSentences.Of(Charts with { Confirm = new(10, 9, "9 of the 10 are gone.") }),
        StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Runs))]
    public void Summary_SaysWhenItLooksNext_AndWhatCameOfTheLastLook(OrderRun run, string expected) => Assert.Equal(
        $"It looks next at 2026-11-27 10:00 UTC. The last look: {expected}",
        OrderAnswer.Of(Charts with { Runs = [run, new OrderRun(Due.AddHours(-6), RunOutcome.Empty, 0)] }).Summary);

    [Fact]
    public void Summary_OfAnOrderThatRests_SaysHowItGoesOn() => Assert.Equal(
        "It rests; pause_order with paused false lets it go on. No look of it has ended yet.",
        OrderAnswer.Of(Charts with { Paused = true, NextRun = null }).Summary);

    [Fact]
    public void Summary_OfALookThatWaits_HasTheReasonAndThePage()
    {
        var waiting = new SyncWaiting("sign_in", Until: null, "Nobody is signed in to Spotify.", new Uri("http://127.0.0.1:5210/signin"));

        var answer = OrderAnswer.Of(Charts with { Running = true, Waiting = waiting });

        Assert.EndsWith("It waits: Nobody is signed in to Spotify. http://127.0.0.1:5210/signin", answer.Summary, StringComparison.Ordinal);
        Assert.Equal("sign_in", answer.Waiting!.Reason);
    }

    [Fact]
    public void Runs_AreTheNewestOnly()
    {
        var answer = OrderAnswer.Of(Charts with { Runs = [.. Enumerable.Range(0, 20).Select(age => new OrderRun(Due.AddHours(-age), RunOutcome.Unchanged))] });

        Assert.Equal([0, 1, 2, 3, 4], answer.Runs.Select(run => (Due - run.At).TotalHours));
    }

    [Fact]
    public void Source_IsAnAddress_APlaylistOrAList()
    {
        const string Playlist = "37i9dQZF1DXcBWIGoYBM5M";

        Assert.Equal(new SourceBody("https://charts.example/week.csv"), OrderTools.SourceOf("https://charts.example/week.csv", rows: null));
        Assert.Equal(new SourceBody(Playlist: Playlist), OrderTools.SourceOf($"https://open.spotify.com/playlist/{Playlist}?si=x", rows: null));
        Assert.Equal(new SourceBody(Playlist: Playlist), OrderTools.SourceOf($"spotify:playlist:{Playlist}", rows: null));
        Assert.Null(OrderTools.SourceOf(source: null, rows: null));

        var given = OrderTools.SourceOf(source: null, [new SongInput("Slow Satellite", "Juno Vale")])!;
        Assert.Equal("""[{"title":"Slow Satellite","artist":"Juno Vale"}]""", JsonSerializer.Serialize(given.Songs));

        // Both is refused by the code that refuses it over HTTP.
        Assert.NotNull(OrderTools.SourceOf(Playlist, []) is { Playlist: not null, Songs: not null } both ? both : null);
    }
}
