using MusicSync.EndToEnd.Tests.Durability;

namespace MusicSync.EndToEnd.Tests.Edits;

/// <summary>Choices and the undo come along when writer and edits go on in new runs, every two steps, with kills between.</summary>
public sealed class ContinuedEditsTests(ContinuedWriterStack fixture) : IClassFixture<ContinuedWriterStack>
{
    private const int Choices = 5;

    [Theory(Timeout = Chaos.Hung)]
    [MemberData(nameof(Chaos.EachRound), MemberType = typeof(Chaos))]
    public async Task ManyChoices_ThenTheUndo_EndExactly(int round)
    {
        var dice = Chaos.Dice();
        await using var scenario = await EditedScenario.EndedAsync(fixture, songs: 20);
        var chosen = fixture.Take(Choices);
        await scenario.Faults.SlowWritesAsync();

        foreach (var (index, song) in chosen.Index())
        {
            await scenario.Worker.ChooseAsync(scenario.SyncId, index + 1, song.Uri);
        }

        await scenario.UntilCallsAsync(Endpoints.Write, dice.Next(1, Choices));
        var services = KilledServices.Any(dice);
        Chaos.Write($"round {round}: killed {string.Join(" and ", services)}");
        await scenario.Stack.KillAsync(services);
        await scenario.Worker.ChosenAsync(scenario.SyncId);
        var items = (await scenario.Spotify.PlaylistAsync(scenario.Playlist)).Items;
        await scenario.Worker.UndoAsync(scenario.SyncId);
        var undo = await scenario.Worker.UndoneAsync(scenario.SyncId);

        Assert.Equal([.. scenario.Others, .. scenario.Uris.Skip(Choices)], items.Where(uri => chosen.All(song => song.Uri != uri)));
        Assert.All(chosen, song => Assert.Single(items, song.Uri));
        Assert.Equal((20, 0), (undo.Removed, undo.LeftCount));
        await scenario.HoldsExactlyAsync(scenario.Others);
    }
}
