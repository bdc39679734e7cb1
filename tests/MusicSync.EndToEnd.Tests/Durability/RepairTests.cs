namespace MusicSync.EndToEnd.Tests.Durability;

/// <summary>The one place where repair is expected: reads that lag longer than Spotify's made the writer write twice.</summary>
public sealed class RepairTests(DurabilityStack fixture) : IClassFixture<DurabilityStack>
{
    private static readonly TimeSpan LongerThanSettling = TimeSpan.FromSeconds(30);

    [Theory(Timeout = Chaos.Hung)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OwnDouble_IsTakenOutAgain(bool secondWriteLagsToo)
    {
        await using var scenario = await Scenario.PrepareAsync(
            fixture, fixture.Take(1), [.. fixture.Take(3).Select(song => song.Uri)]);
        await scenario.Faults.LaggingReadsAsync(LongerThanSettling);
        await scenario.Faults.OnNextWriteAsync("drop_after");

        await scenario.StartByUriAsync();
        await scenario.UntilCallsAsync(Endpoints.Write, 2);
        await scenario.Spotify.ClearFaultsAsync();
        if (secondWriteLagsToo)
        {
            // Now the first copy shows at once and the second one late.
            await scenario.Faults.LaggingReadsAsync(ItemFaults.MaxLag);
        }

        var status = await scenario.Worker.CompleteAsync(scenario.SyncId);

        Assert.Equal((1, 1), (status.Changes.Added, status.Changes.Removed));
        Assert.Single(await scenario.Writer.ActivitiesAsync(), "playlist.repair");
        await scenario.HoldsExactlyAsync([.. scenario.Others, .. scenario.Uris]);
    }
}
