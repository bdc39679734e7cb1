using MusicSync.EndToEnd.Tests.Failures;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Temporal;

namespace MusicSync.EndToEnd.Tests.Durability;

/// <summary>Answers of writes get lost, with and without effect, while reads are up to date or lag as far as Spotify's do.</summary>
public sealed class LostAnswerTests(DurabilityStack fixture) : IClassFixture<DurabilityStack>
{
    [Theory(Timeout = Chaos.Hung)]
    [InlineData("error_after")]
    [InlineData("error_before")]
    [InlineData("drop_after")]
    [InlineData("drop_before")]
    [Failure(McpFailureKind.OutcomeUnknown, ActivityFailureTypes.McpOutcomeUnknown, McpFailureKind.UpstreamUnavailable)]
    public async Task WriteWithoutAnswer_EndsExactly(string fault)
    {
        await using var scenario = await Scenario.PrepareAsync(fixture);
        await scenario.Faults.OnNextWriteAsync(fault);

        await scenario.StartByUriAsync();

        await scenario.EndsExactlyAsync();
    }

    [Theory(Timeout = Chaos.Hung)]
    [InlineData("error_after")]
    [InlineData("drop_after")]
    [InlineData("drop_before")]
    public async Task WriteWithoutAnswer_AndLaggingReads_EndsExactly(string fault)
    {
        await using var scenario = await Scenario.PrepareAsync(fixture);
        await scenario.Faults.LaggingReadsAsync(ItemFaults.MaxLag);
        await scenario.Faults.OnNextWriteAsync(fault);

        await scenario.StartByUriAsync();

        await scenario.EndsExactlyAsync();
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task LaggingReads_EndExactly_AndNothingIsWrittenAgain()
    {
        await using var scenario = await Scenario.PrepareAsync(fixture);
        await scenario.Faults.LaggingReadsAsync(ItemFaults.MaxLag);

        await scenario.StartByUriAsync();

        await scenario.EndsExactlyAsync();
        Assert.Equal((Chaos.Songs + 99) / 100, (await scenario.Spotify.CallsAsync()).Writes);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task RefusedWrite_IsSentAgainWithoutDoubt()
    {
        await using var scenario = await Scenario.PrepareAsync(fixture);
        await scenario.Faults.OnNextWriteAsync("rate_limited");

        await scenario.StartByUriAsync();

        await scenario.EndsExactlyAsync();
        Assert.DoesNotContain("playlist.settle", await scenario.Writer.ActivitiesAsync());
    }
}
