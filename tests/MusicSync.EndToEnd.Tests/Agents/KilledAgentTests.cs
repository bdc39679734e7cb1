using System.Net;
using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.EndToEnd.Tests.OtherClients;
using MusicSync.EndToEnd.Tests.Secrets;
using MusicSync.EndToEnd.Tests.Support;
using MusicSync.LocalStack;
using MusicSync.Worker.Agents;
using MusicSync.Worker.Syncs;

namespace MusicSync.EndToEnd.Tests.Agents;

/// <summary>
/// An agent whose worker is killed wherever it can be: what the model has answered is never asked again, an approval stays one,
/// and the playlist holds every song once.
/// </summary>
public sealed class KilledAgentTests(AgentStack fixture) : IClassFixture<AgentStack>
{
    private const string Goal = "Evening walk, please";
    private const string List = "Evening walk";
    private const int Songs = 12;

    [Fact(Timeout = Chaos.Hung)]
    public async Task AgentWhoseWorkerIsKilledAgainAndAgain_AsksTheModelOnceAStep_AndWritesEverySongOnce()
    {
        NodeProgram.OrSkip();
        var songs = fixture.Take(Songs);
        using var spotify = fixture.Spotify();
        using var api = new AgentApi(fixture.Stack.WorkerUrl);
        await TellAsync(songs);
        await spotify.FaultAsync(new { endpoint = Endpoints.Search, fault = "latency", milliseconds = 1_500 });

        var id = await api.StartAsync(new { goal = Goal, id = "killed" });
        var history = new WorkflowHistory(fixture.Stack.TemporalAddress, AgentWorkflow.IdOf(id));

        // Between the model and its tool.
        await Eventually.TrueAsync(async () => await history.PendingAsync("agent.tool") is not null);
        await fixture.Stack.KillAsync(ServiceNames.Worker);

        // Between the tool and the model, which asks for a pause.
        await Eventually.TrueAsync(async () => (await fixture.Model.AnswersToAsync(Goal)).Contains((int)HttpStatusCode.TooManyRequests));
        await fixture.Stack.KillAsync(ServiceNames.Worker);

        // While somebody thinks about the call.
        var shown = await api.UntilAsync(id, status => status.State == AgentState.Approval);
        await fixture.Stack.KillAsync(ServiceNames.Worker);
        var asked = await api.UntilAsync(id, status => status.State == AgentState.Approval);
        Assert.Equal(shown.Approvals.Single().Fingerprint, asked.Approvals.Single().Fingerprint);
        using var approved = await api.DecideAsync(id, asked.Approvals.Single(), approved: true);
        Assert.Equal(HttpStatusCode.Accepted, approved.StatusCode);

        // In the middle of the sync.
        var sync = (await api.UntilAsync(id, status => status.Syncs.Count == 1)).Syncs[0];
        using var worker = fixture.Worker();
        await worker.WaitAsync(sync, status => status.State == SyncState.Matching);
        await fixture.Stack.KillAsync(ServiceNames.Worker);

        var status = await api.EndAsync(id);

        Assert.Equal((AgentState.Completed, "All are there."), (status.State, status.Answer));
        Assert.Equal([200, 429, 200, 200], await fixture.Model.AnswersToAsync(Goal));
        var playlist = Assert.Single(await spotify.PlaylistsAsync(), list => list.Name == List);
        Assert.Equal(songs.Select(song => song.Uri), playlist.Items);
        await AssertNoSecretAsync(songs[0].Title);
    }

    private async Task TellAsync(IReadOnlyList<MadeSong> songs)
    {
        var rows = songs.Select(song => new { title = song.Title, artist = song.Artist });
        await fixture.Model.TellAsync(
            new { match = new { userMessage = Goal, hasToolResult = false }, response = Call("search_tracks", new { query = songs[0].Title }) },
            new
            {
                match = new { userMessage = Goal, toolResultContains = "\"tracks\"", sequenceIndex = 0 },
                response = new { error = new { message = "slow down", code = "rate_limit_exceeded" }, status = 429, retryAfter = 3 },
            },
            new { match = new { userMessage = Goal, toolResultContains = "\"tracks\"" }, response = Call("sync_songs", new { playlistName = List, songs = rows }) },
            new { match = new { userMessage = Goal, toolResultContains = "\"syncId\"" }, response = new { content = "All are there." } });
    }

    private static object Call(string tool, object arguments) =>
        new { toolCalls = new[] { new { name = tool, arguments = System.Text.Json.JsonSerializer.Serialize(arguments) } } };

    private async Task AssertNoSecretAsync(string title)
    {
        // What a killed worker had not sent is lost.
        await fixture.Collector.UntilItHoldsAsync("agent.model");
        var leaks = new LeakSearch();
        leaks.Add("histories", await new TemporalPayloads(fixture.Stack.TemporalAddress).ReadAsync());
        leaks.Add("telemetry", fixture.Collector.Payloads);
        await leaks.AddFilesAsync(fixture.Stack.DataDirectory);

        Assert.Contains("histories", leaks.PlacesOf(title));
        Assert.Contains("telemetry", leaks.PlacesOf("agent.model"));
        Assert.Empty(leaks.PlacesOf(AgentStack.Key));
    }
}
