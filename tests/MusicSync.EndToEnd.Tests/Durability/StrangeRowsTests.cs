namespace MusicSync.EndToEnd.Tests.Durability;

/// <summary>Rows that read back other than they were written, or hold no track at all.</summary>
public sealed class StrangeRowsTests(DurabilityStack fixture) : IClassFixture<DurabilityStack>
{
    [Theory(Timeout = Chaos.Hung)]
    [InlineData("relink")]
    [InlineData("null_item")]
    [InlineData("local_item")]
    public async Task SongsByText_AreWrittenOnce_AndFoundAgain(string fault)
    {
        await using var scenario = await PrepareAsync(fault);

        await scenario.StartAsync();
        await scenario.EndsExactlyAsync();
        await scenario.StartAsync();

        var again = await scenario.EndsExactlyAsync();
        Assert.Equal((0, Chaos.Songs), (again.Changes.Added, again.Changes.AlreadyPresent));
    }

    [Theory(Timeout = Chaos.Hung)]
    [InlineData("relink")]
    [InlineData("null_item")]
    [InlineData("local_item")]
    public async Task SongsByUri_AreWrittenOnce(string fault)
    {
        await using var scenario = await PrepareAsync(fault);

        await scenario.StartByUriAsync();

        await scenario.EndsExactlyAsync();
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task RelinkedRowsWithALostAnswer_AreWrittenOnce()
    {
        await using var scenario = await PrepareAsync("relink");
        await scenario.Faults.OnNextWriteAsync("drop_after");

        await scenario.StartByUriAsync();

        await scenario.EndsExactlyAsync();
    }

    // Null and local rows stand after row 3 of every read, so others' rows make sure that they are there from the start.
    private async Task<Scenario> PrepareAsync(string fault)
    {
        var scenario = await Scenario.PrepareAsync(
            fixture, fixture.Take(Chaos.Songs), [.. fixture.Take(5).Select(song => song.Uri)]);
        await scenario.Faults.OnReadsAsync(fault);
        return scenario;
    }
}
