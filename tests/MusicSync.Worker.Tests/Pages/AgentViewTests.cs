using System.Text.Json;
using MusicSync.Worker.Agents;
using MusicSync.Worker.Api.Agents;
using MusicSync.Worker.Pages.Views;
using MusicSync.Worker.Syncs;

namespace MusicSync.Worker.Tests.Pages;

public sealed class AgentViewTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;
    private static readonly JsonElement Arguments = JsonDocument.Parse("""{"playlistName": "Spaziergänge", "songs": []}""").RootElement;
    private static readonly AgentStatus Thinking = new("a", AgentState.Thinking, "goal", "default", 1, 1, 10, new(), Waiting: null, [], [], Now);

    [Fact]
    public void Approval_ShowsTheExactArguments_AndThePageStandsStill()
    {
        var asked = new Approval("1-1", "sync_songs", Arguments, "abc", Now);

        var view = AgentView.Of(Thinking with { State = AgentState.Approval, Approvals = [asked] }, []);

        var line = Assert.Single(view.Approvals);
        Assert.Equal(("1-1", "abc", "sync_songs"), (line.CallId, line.Fingerprint, line.Tool));
        Assert.Contains("\"playlistName\": \"Spaziergänge\"", line.Arguments, StringComparison.Ordinal);
        Assert.False(view.IsMoving);
        Assert.Equal("It asks you before it changes anything.", view.Headline);
    }

    [Fact]
    public void Transcript_IsToldLineByLine()
    {
        var view = AgentView.Of(Thinking, TranscriptDocument.Of("a",
        [
            new AgentTurn(AgentRole.User, Now, "goal"),
            new AgentTurn(AgentRole.Assistant, Now, "", Calls: [new ToolCall("1-1", "x", "get_track", Arguments)]),
            new AgentTurn(AgentRole.Tool, Now, Outcomes: [new ToolOutcome("1-1", "no such track", IsError: true)]),
        ]).Turns);

        Assert.Equal(["You goal", "Agent calls get_track", "Tool refuses"], view.Lines.Select(line => $"{line.Who} {line.Text}"));
        Assert.True(view.IsMoving);
    }

    [Fact]
    public void ParkedAgent_CanGoOn_AndOneThatHasEnded_CanDoNothing()
    {
        var parked = AgentView.Of(Thinking with { State = AgentState.Waiting, Waiting = new SyncWaiting("model", Until: null, "Check the key.") }, []);
        var ended = AgentView.Of(Thinking with { State = AgentState.Completed, FinishedAt = Now, Answer = "Done." }, []);

        Assert.Equal((new AgentActions(CanResume: true, CanCancel: true), "Check the key."), (parked.Actions, parked.Headline));
        Assert.Equal((new AgentActions(CanResume: false, CanCancel: false), "Done, after 1 step."), (ended.Actions, ended.Headline));
    }
}
