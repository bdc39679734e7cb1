namespace MusicSync.EndToEnd.Tests.Durability;

/// <summary>SIGKILL wherever the seed says, three times in one sync.</summary>
public sealed class RandomMomentTests(DurabilityStack fixture) : IClassFixture<DurabilityStack>
{
    private const int Kills = 3;

    // Reads and writes that a sync of any length needs at least, besides its searches.
    private const int MinOtherCalls = 8;

    [Theory(Timeout = Chaos.Hung)]
    [MemberData(nameof(Chaos.EachRound), MemberType = typeof(Chaos))]
    public async Task KilledThrice_TheSyncEndsExactly(int round)
    {
        var dice = Chaos.Dice();
        await using var scenario = await Scenario.PrepareAsync(fixture);
        var moments = Enumerable.Range(0, Kills).Select(_ => dice.Next(1, Chaos.Songs + MinOtherCalls)).Order();

        await scenario.StartAsync();
        foreach (var moment in moments)
        {
            await scenario.UntilTotalAsync(moment);
            var services = KilledServices.Any(dice);
            Chaos.Write($"round {round}: killed {string.Join(" and ", services)} at call {moment}");
            await scenario.Stack.KillAsync(services);
        }

        await scenario.EndsExactlyAsync();
    }

    [Theory(Timeout = Chaos.Hung)]
    [MemberData(nameof(KilledServices.EachRound), MemberType = typeof(KilledServices))]
    public async Task KilledBetweenTheCallsOfAWrite_TheSyncEndsExactly(string services, int round)
    {
        var dice = Chaos.Dice();
        await using var scenario = await Scenario.PrepareAsync(fixture);
        var moment = dice.Next(1, MinOtherCalls);

        await scenario.StartByUriAsync();
        await scenario.UntilTotalAsync(moment);
        await scenario.Stack.KillAsync(KilledServices.Of(services));
        Chaos.Write($"round {round}: killed {services} at call {moment}");

        await scenario.EndsExactlyAsync();
    }
}
