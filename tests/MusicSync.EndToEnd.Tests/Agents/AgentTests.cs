using System.Net;
using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.EndToEnd.Tests.Failures;
using MusicSync.EndToEnd.Tests.Support;
using MusicSync.SpotifySimulator.Faults;
using MusicSync.Worker.Agents;
using MusicSync.Worker.Agents.Models;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Temporal;

namespace MusicSync.EndToEnd.Tests.Agents;

/// <summary>From a goal to a playlist: what the model is asked, what it may do, and where it ends.</summary>
public sealed class AgentTests
{
    private const string List = "Evening walk";

    [Fact(Timeout = Chaos.Hung)]
    public async Task Goal_IsReached_WithOneQuestionAStep_AndTheSyncIsOneLikeAnyOther()
    {
        await using var lab = await AgentLab.StartAsync();
        lab.Model.Calls(("list_playlists", new { }), ("get_user_profile", new { })).Calls(("sync_songs", lab.AllSongs(List))).Says("All three are there.");

        var id = await lab.Api.StartAsync(new { goal = "Put my songs into Evening walk.", approvals = "none", id = "walk" });
        var status = await lab.Api.EndAsync(id);

        Assert.Equal((AgentState.Completed, "All three are there."), (status.State, status.Answer));
        Assert.Equal((3, 3, 300L), (status.Step, status.Calls, status.Tokens));
        Assert.Equal(lab.Stack.Uris, lab.Rows(List));
        Assert.Equal(["agent-walk-1"], status.Syncs);
        Assert.Equal(SyncState.Completed, (await lab.SyncAsync("agent-walk-1")).State);
        Assert.Equal(["agent.tools", "agent.model", "agent.tool", "agent.tool", "agent.model", "agent.songs", "agent.model"], await lab.HistoryOf(id).ActivitiesAsync());

        Assert.Equal(3, lab.Model.Questions.Count);
        Assert.Equal(["get_album", "get_playlist", "get_playlist_items", "get_track", "get_user_profile", "list_playlists", "search_tracks", "sync_songs"], lab.Model.Questions[0].Tools);
        Assert.Contains("\"playlists\":", lab.Model.Questions[1].Results[0], StringComparison.Ordinal);
        Assert.Contains("\"added\":3", lab.Model.Questions[2].Results[0], StringComparison.Ordinal);
        Assert.Equal(
            [AgentRole.User, AgentRole.Assistant, AgentRole.Tool, AgentRole.Assistant, AgentRole.Tool, AgentRole.Assistant],
            (await lab.Api.TranscriptAsync(id)).Turns.Select(turn => turn.Role));
        Assert.Equal((id, "completed"), (await lab.Api.ListAsync()).Agents.Select(agent => (agent.Id, agent.State)).Single());
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task SameRequest_IsOneAgent_AndAnotherOneUnderItsId_IsRefused()
    {
        await using var lab = await AgentLab.StartAsync();
        lab.Model.Says("Hello.");

        await lab.Api.StartAsync(new { goal = "Say hello.", id = "hello" });
        await lab.Api.EndAsync("hello");
        await lab.Api.StartAsync(new { goal = "Say hello.", id = "hello" });
        using var other = await lab.Api.PostAsync("", new { goal = "Say good-bye.", id = "hello" });

        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        Assert.Single(lab.Model.Questions);
    }

    [Theory]
    [InlineData("{}", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"goal": "a", "model": "other"}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"goal": "a", "limits": {"steps": 0}}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"goal": "a", "id": "a/b"}""", HttpStatusCode.UnprocessableEntity)]
    public async Task RequestThatIsNotInOrder_StartsNothing(string body, HttpStatusCode expected)
    {
        await using var lab = await AgentLab.StartAsync();

        using var refused = await lab.Api.PostAsync("", System.Text.Json.JsonDocument.Parse(body).RootElement);

        Assert.Equal(expected, refused.StatusCode);
        Assert.Empty((await lab.Api.ListAsync()).Agents);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task HallucinatedTool_OrArguments_CostNoActivity_AndAreToldToTheModel()
    {
        await using var lab = await AgentLab.StartAsync();
        lab.Model
            .Calls(("add_to_playlist", new { playlistId = "a", uris = new[] { "b" } }), ("search_tracks", new { name = "a" }))
            .Calls(("get_track", new { trackId = "no such id" }))
            .Says("I could not.");

        var id = await lab.Api.StartAsync(new { goal = "Add something.", approvals = "none" });
        await lab.Api.EndAsync(id);

        Assert.Equal(["agent.tools", "agent.model", "agent.model", "agent.tool", "agent.model"], await lab.HistoryOf(id).ActivitiesAsync());
        Assert.StartsWith("Error: There is no tool named add_to_playlist; there are get_album, ", lab.Model.Questions[1].Results[0], StringComparison.Ordinal);
        Assert.StartsWith("Error: arguments.name is unknown; there are query, ", lab.Model.Questions[1].Results[1], StringComparison.Ordinal);
        // What only the tool knows, it says itself.
        Assert.Contains("trackId", lab.Model.Questions[2].Results[0], StringComparison.Ordinal);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task ModelThatGoesAstray_IsAskedOnceMoreWithoutTools()
    {
        await using var lab = await AgentLab.StartAsync();
        lab.Model.Calls(("nothing", new { })).Calls(("nothing", new { })).Calls(("nothing", new { })).Says("I give up.");

        var status = await lab.Api.EndAsync(await lab.Api.StartAsync(new { goal = "Do nothing." }));

        Assert.Equal((AgentState.Completed, "I give up."), (status.State, status.Answer));
        Assert.Empty(lab.Model.Questions[3].Tools);
        Assert.Contains("3 steps in a row", lab.Model.Questions[3].Instructions, StringComparison.Ordinal);
    }

    [Theory(Timeout = Chaos.Hung)]
    [InlineData("steps", 2, "the limit of 2 steps")]
    [InlineData("calls", 3, "the limit of 3 calls of tools")]
    public async Task Limit_EndsInOneMoreAnswer_WithoutTools(string limit, int value, string told)
    {
        await using var lab = await AgentLab.StartAsync();
        (string, object) look = ("get_user_profile", new { });
        lab.Model.Calls(look, look).Calls(look, look).Says("This is what I have.");

        var limits = new Dictionary<string, int> { [limit] = value };
        var id = await lab.Api.StartAsync(new { goal = "Look.", limits, approvals = "none" });
        var status = await lab.Api.EndAsync(id);

        Assert.Equal((AgentState.Completed, "This is what I have.", 3), (status.State, status.Answer, status.Step));
        Assert.Empty(lab.Model.Questions[2].Tools);
        Assert.Contains(told, lab.Model.Questions[2].Instructions, StringComparison.Ordinal);
        Assert.Equal(limit == "calls" ? 3 : 4, (await lab.HistoryOf(id).ActivitiesAsync()).Count(name => name == "agent.tool"));
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task TranscriptThatCannotBeSentAnyMore_EndsTheAgent_AndNotItsTask()
    {
        await using var lab = await AgentLab.StartAsync();
        var essay = new string('x', 80_000);
        for (var step = 0; step < 4; step++)
        {
            lab.Model.Answers(_ => Task.FromResult(ScriptedChatClient.Response(
                new Microsoft.Extensions.AI.TextContent(essay), new Microsoft.Extensions.AI.FunctionCallContent("call", "get_user_profile"))));
        }

        var status = await lab.Api.EndAsync(await lab.Api.StartAsync(new { goal = "Write." }));

        Assert.Equal((AgentState.Failed, AgentLoop.TooLong), (status.State, status.Error?.Type));
        Assert.InRange(lab.Model.Questions.Count, 1, 3);
    }

    [Fact(Timeout = Chaos.Hung)]
    [Failure(ActivityFailureTypes.ModelContextTooLong)]
    public async Task QuestionThatTheModelFindsTooLong_IsAskedOnceMore_WithoutOldOutcomes()
    {
        await using var lab = await AgentLab.StartAsync();
        lab.Model
            .Calls(("search_tracks", new { query = lab.Stack.Songs[0].Title })).Calls(("search_tracks", new { query = lab.Stack.Songs[1].Title }))
            .Fails(new ModelException(new ModelFailure(ModelFailureKind.TooLong, "too long"))).Says("Now it fits.");

        var status = await lab.Api.EndAsync(await lab.Api.StartAsync(new { goal = "Look.", approvals = "none" }));

        Assert.Equal((AgentState.Completed, "Now it fits."), (status.State, status.Answer));
        string[] told = [.. lab.Model.Questions[3].Messages.SelectMany(message => message.Contents)
            .OfType<Microsoft.Extensions.AI.FunctionResultContent>().Select(result => result.Result!.ToString()!)];
        Assert.StartsWith("[this outcome was left out", told[0], StringComparison.Ordinal);
        Assert.Contains(lab.Stack.Uris[1], told[1], StringComparison.Ordinal);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task Message_IsSeenWithTheNextStep_AlsoWhenTheModelWasDone()
    {
        await using var lab = await AgentLab.StartAsync();
        var asked = new TaskCompletionSource();
        var answer = new TaskCompletionSource();
        lab.Model.Answers(async _ =>
        {
            asked.SetResult();
            await answer.Task;
            return ScriptedChatClient.Response(new Microsoft.Extensions.AI.TextContent("Done."));
        }).Says("That too.");

        var id = await lab.Api.StartAsync(new { goal = "Do it." });
        await asked.Task.WaitAsync(TestContext.Current.CancellationToken);
        using var said = await lab.Api.PostAsync($"/{id}/messages", new { text = "And that." });
        answer.SetResult();
        var status = await lab.Api.EndAsync(id);
        using var late = await lab.Api.PostAsync($"/{id}/messages", new { text = "And more." });

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Conflict), (said.StatusCode, late.StatusCode));
        Assert.Equal("That too.", status.Answer);
        Assert.Equal("And that.", lab.Model.Questions[1].Messages[^1].Text);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task CancelledAgent_StopsItsSync_AndTellsHowFarThatCame()
    {
        await using var lab = await AgentLab.StartAsync();
        lab.Stack.Spotify.Faults.Add(new FaultRule(FaultKind.Quota) { Endpoint = Endpoints.Search, RetryAfter = TimeSpan.FromHours(11) });
        lab.Model.Calls(("sync_songs", lab.AllSongs(List)));
        var id = await lab.Api.StartAsync(new { goal = "Sync.", approvals = "none", id = "stopped" });
        await Eventually.TrueAsync(async () => (await lab.Api.StatusAsync(id)).Syncs.Count == 1);
        await lab.Stack.UntilWaitingAsync("agent-stopped-1");

        await lab.Api.CancelAsync(id);
        var status = await lab.Api.EndAsync(id);

        Assert.Equal(AgentState.Cancelled, status.State);
        Assert.Equal(SyncState.Cancelled, (await lab.SyncAsync("agent-stopped-1")).State);
        var outcome = (await lab.Api.TranscriptAsync(id)).Turns[^1].Outcomes!.Single();
        Assert.True(outcome.IsError);
        Assert.Contains("\"state\":\"cancelled\"", outcome.Text, StringComparison.Ordinal);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task LongAgent_GoesOnInNewRuns_WithEverythingItKnows()
    {
        await using var lab = await AgentLab.StartAsync(songs: 3, maxEvents: 20);
        for (var step = 1; step <= 6; step++)
        {
            lab.Model.Calls(("search_tracks", new { query = lab.Stack.Songs[step % 3].Title }));
        }

        lab.Model.Calls(("sync_songs", lab.AllSongs(List))).Says("Done.");

        var id = await lab.Api.StartAsync(new { goal = "Look, then sync.", approvals = "none", id = "long" });
        var status = await lab.Api.EndAsync(id);

        Assert.Equal((AgentState.Completed, 8, 7), (status.State, status.Step, status.Calls));
        Assert.InRange(await lab.HistoryOf(id).RunsAsync(), 2, 8);
        Assert.Equal(8, lab.Model.Questions.Count);
        Assert.Equal(16, (await lab.Api.TranscriptAsync(id)).Turns.Count);
        Assert.Equal(lab.Stack.Uris, lab.Rows(List));
        Assert.Equal("completed", (await lab.Api.ListAsync()).Agents.Single().State);
    }
}
