using System.Net;
using System.Text.Json;
using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.EndToEnd.Tests.Support;
using MusicSync.LocalStack;
using MusicSync.Worker.Syncs;

namespace MusicSync.EndToEnd.Tests.Edits;

/// <summary>What was chosen by hand counts for the lists to come, until it is forgotten.</summary>
public sealed class RememberedChoiceTests(DurabilityStack fixture) : IClassFixture<DurabilityStack>
{
    [Fact(Timeout = Chaos.Hung)]
    public async Task ChosenSong_IsAcceptedInTheNextList_WithoutASearch_UntilForgotten()
    {
        await using var scenario = await Scenario.PrepareAsync(fixture, [], []);
        var (title, chosen) = ($"Qwzx {scenario.Playlist}", fixture.Take(1)[0].Uri);
        await SyncAsync(scenario, title);
        await scenario.Worker.ChooseAsync(scenario.SyncId, 1, chosen);
        var key = await UntilRememberedAsync(scenario, title, chosen);
        await scenario.Spotify.ResetCallsAsync();

        var again = await SyncAsync(scenario, title.ToUpperInvariant());
        var searches = (await scenario.Spotify.CallsAsync()).Searches;
        using var forgotten = await scenario.Worker.DeleteAsync($"/choices/{key}");
        using var twice = await scenario.Worker.DeleteAsync($"/choices/{key}");
        var afterwards = await SyncAsync(scenario, title);

        Assert.Equal((RowOutcome.Accepted, chosen, "chosen by hand before"), (again.Outcome, again.TrackUri!, again.Reasons[0]));
        Assert.Equal(0, searches);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (forgotten.StatusCode, twice.StatusCode));
        Assert.Equal(RowOutcome.Missing, afterwards.Outcome);
        Assert.DoesNotContain("before", afterwards.Reasons[0], StringComparison.Ordinal);
        await scenario.HoldsExactlyAsync([chosen]);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task SongThatWasLeftOut_IsLeftOutAgain()
    {
        await using var scenario = await Scenario.PrepareAsync(fixture, fixture.Take(1), []);
        var title = scenario.Songs[0].Title;
        await scenario.StartAsync();
        await scenario.Worker.CompleteAsync(scenario.SyncId);
        await scenario.Worker.ChooseAsync(scenario.SyncId, 1, uri: null);
        await UntilRememberedAsync(scenario, title, uri: null);

        await scenario.StartAsync();
        await scenario.Worker.CompleteAsync(scenario.SyncId);
        var row = Assert.Single(await scenario.Worker.RowsAsync(scenario.SyncId));

        Assert.Equal((RowOutcome.Missing, "left out by hand before"), (row.Outcome, row.Reasons[0]));
        await scenario.HoldsExactlyAsync([]);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task WorkerKilledRightAfterTheChoice_RemembersIt()
    {
        await using var scenario = await Scenario.PrepareAsync(fixture, [], []);
        var title = $"Qwzx {scenario.Playlist}";
        await SyncAsync(scenario, title);
        await scenario.Worker.ChooseAsync(scenario.SyncId, 1, uri: null);

        await scenario.Stack.KillAsync(ServiceNames.Worker);
        await UntilRememberedAsync(scenario, title, uri: null);

        var again = await SyncAsync(scenario, title);
        Assert.Equal("left out by hand before", again.Reasons[0]);
    }

    private static async Task<ReportRow> SyncAsync(Scenario scenario, string title)
    {
        await scenario.StartAsync([new { Title = title, Artist = "Nobody Whatsoever" }]);
        await scenario.Worker.CompleteAsync(scenario.SyncId);
        return Assert.Single(await scenario.Worker.RowsAsync(scenario.SyncId));
    }

    private static async Task<string> UntilRememberedAsync(Scenario scenario, string title, string? uri)
    {
        var key = "";
        await Eventually.TrueAsync(async () =>
        {
            using var response = await TryGetAsync(scenario.Worker);
            if (response is not { IsSuccessStatusCode: true })
            {
                return false;
            }

            var list = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("choices");
            var found = list.EnumerateArray().FirstOrDefault(choice => choice.GetProperty("title").GetString() == title);
            key = found.ValueKind == JsonValueKind.Undefined ? "" : found.GetProperty("key").GetString()!;
            return key.Length > 0
                && (uri is null ? found.GetProperty("track").ValueKind == JsonValueKind.Null : found.GetProperty("track").GetProperty("uri").GetString() == uri);
        });
        return key;
    }

    // Down, or busy starting.
    private static async Task<HttpResponseMessage?> TryGetAsync(WorkerApi worker)
    {
        try
        {
            return await worker.GetResponseAsync("/choices");
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
