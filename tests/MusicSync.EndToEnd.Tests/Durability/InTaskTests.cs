namespace MusicSync.EndToEnd.Tests.Durability;

/// <summary>
/// A song that somebody waits for is looked up and handed to the writer inside the sync's own workflow task; what does not work out
/// there is done by activities.
/// </summary>
public sealed class InTaskTests(DurabilityStack fixture) : IClassFixture<DurabilityStack>
{
    private static readonly TimeSpan LongerThanATaskIsKept = TimeSpan.FromSeconds(2.5);

    [Fact(Timeout = Chaos.Hung)]
    public async Task OneSong_ForAWriterThatIsThere_TakesNoActivityOfTheSync()
    {
        await using var scenario = await Scenario.PrepareAsync(fixture, fixture.Take(2), []);

        await scenario.StartAsync([Row(scenario.Songs[0])]);
        await scenario.Worker.CompleteAsync(scenario.SyncId);
        Assert.Equal(["playlist.submit"], await ActivitiesAsync(scenario));
        await scenario.StartAsync([Row(scenario.Songs[1])]);
        await scenario.EndsExactlyAsync();

        Assert.Empty(await ActivitiesAsync(scenario));
        Assert.Equal(0, await scenario.RepeatedSearchesAsync());
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task SearchThatTakesLong_IsLeftToAnActivity()
    {
        await using var scenario = await PrepareAsync(LongerThanATaskIsKept);

        await scenario.StartAsync();
        await scenario.EndsExactlyAsync();

        Assert.Equal("songs.match", (await ActivitiesAsync(scenario))[0]);
    }

    [Theory(Timeout = Chaos.Hung)]
    [MemberData(nameof(KilledServices.EachRound), MemberType = typeof(KilledServices))]
    public async Task KilledInTheTask_TheSongIsThereOnce(string services, int round)
    {
        var delay = TimeSpan.FromMilliseconds(Chaos.Dice().Next(0, 900));
        await using var scenario = await PrepareAsync(TimeSpan.FromMilliseconds(600));
        await scenario.StartAsync();

        await scenario.UntilCallsAsync(Endpoints.Search, 1);
        await Task.Delay(delay, TestContext.Current.CancellationToken);
        await scenario.Stack.KillAsync(KilledServices.Of(services));
        Chaos.Write($"round {round}: killed {services} {delay.TotalMilliseconds:F0} ms after the search was sent");

        await scenario.EndsExactlyAsync();
    }

    // Where the host did not tell the playlist in time when the sync was started, as right after another test's kill, the sync asks.
    private static async Task<IReadOnlyList<string>> ActivitiesAsync(Scenario scenario) =>
        [.. (await scenario.Sync.ActivitiesAsync()).Where(type => type != "playlist.get")];

    private static object Row(MadeSong song) => new { song.Title, song.Artist };

    private async Task<Scenario> PrepareAsync(TimeSpan searchTakes)
    {
        var scenario = await Scenario.PrepareAsync(fixture, fixture.Take(1), [.. fixture.Take(1).Select(song => song.Uri)]);
        await scenario.Spotify.FaultAsync(new { endpoint = Endpoints.Search, fault = "latency", milliseconds = searchTakes.TotalMilliseconds });
        return scenario;
    }
}
