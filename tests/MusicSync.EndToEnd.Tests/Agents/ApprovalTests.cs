using System.Net;
using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.Worker.Agents;

namespace MusicSync.EndToEnd.Tests.Agents;

/// <summary>Nothing is written before somebody has approved exactly what was shown.</summary>
public sealed class ApprovalTests
{
    private const string List = "Evening walk";

    [Fact(Timeout = Chaos.Hung)]
    public async Task Call_WaitsForItsApproval_WhichIsBoundToItsArguments()
    {
        await using var lab = await AgentLab.StartAsync();
        var (id, asked) = await AskedAsync(lab);

        using var other = await lab.Api.DecideAsync(id, asked with { Fingerprint = "0" }, approved: true);
        using var unknown = await lab.Api.DecideAsync(id, asked with { CallId = "9-9" }, approved: true);
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.NotFound), (other.StatusCode, unknown.StatusCode));
        Assert.Empty(lab.Rows(List));
        Assert.Equal(lab.Stack.Songs[0].Title, asked.Arguments.GetProperty("songs")[0].GetProperty("title").GetString());

        using var approved = await lab.Api.DecideAsync(id, asked, approved: true);
        using var again = await lab.Api.DecideAsync(id, asked, approved: true);
        var status = await lab.Api.EndAsync(id);

        Assert.Equal(HttpStatusCode.Accepted, approved.StatusCode);
        Assert.Contains(again.StatusCode, new[] { HttpStatusCode.Accepted, HttpStatusCode.Conflict });
        Assert.Equal(AgentState.Completed, status.State);
        Assert.Equal(lab.Stack.Uris, lab.Rows(List));
        Assert.Contains((await lab.Api.TranscriptAsync(id)).Turns, turn => turn is { Role: AgentRole.Note, Text: "sync_songs (1-1) approved." });
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task RefusedCall_IsNotMade_AndTheModelIsToldWhy()
    {
        await using var lab = await AgentLab.StartAsync();
        var (id, asked) = await AskedAsync(lab);

        using var refused = await lab.Api.DecideAsync(id, asked, approved: false, "Not tonight.");
        await lab.Api.EndAsync(id);

        Assert.Empty(lab.Rows(List));
        Assert.Equal("Error: Not called: the person refused this call: Not tonight.", lab.Model.Questions[1].Results.Single());
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task CallThatNobodyApproves_CountsAsRefused_AfterADay()
    {
        await using var lab = await AgentLab.StartAsync();
        var (id, _) = await AskedAsync(lab);

        await lab.Stack.SkipAsync(TimeSpan.FromHours(25));
        var status = await lab.Api.EndAsync(id);

        Assert.Equal(AgentState.Completed, status.State);
        Assert.Empty(lab.Rows(List));
        Assert.Equal("Error: Not called: nobody approved this call within 24 hours.", lab.Model.Questions[1].Results.Single());
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task AllCallsOfAStep_AreApproved_BeforeTheFirstIsMade()
    {
        await using var lab = await AgentLab.StartAsync();
        lab.Model.Calls(("get_user_profile", new { }), ("list_playlists", new { })).Says("Done.");
        var id = await lab.Api.StartAsync(new { goal = "Look.", approvals = "all" });
        var status = await lab.Api.UntilAsync(id, status => status.Approvals.Count == 2);

        using var first = await lab.Api.DecideAsync(id, status.Approvals[0], approved: true);
        Assert.DoesNotContain("agent.tool", await lab.HistoryOf(id).ActivitiesAsync());
        using var second = await lab.Api.DecideAsync(id, status.Approvals[1], approved: false);
        await lab.Api.EndAsync(id);

        Assert.Single(await lab.HistoryOf(id).ActivitiesAsync(), name => name == "agent.tool");
        Assert.Equal([false, true], lab.Model.Questions[1].Results.Select(result => result.StartsWith("Error: ", StringComparison.Ordinal)));
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task CancelledAgent_WritesNothing_AndReportsWhatItDid()
    {
        await using var lab = await AgentLab.StartAsync();
        var (id, _) = await AskedAsync(lab);

        await lab.Api.CancelAsync(id);
        var status = await lab.Api.EndAsync(id);

        Assert.Equal((AgentState.Cancelled, 1), (status.State, status.Step));
        Assert.Empty(status.Approvals);
        Assert.Empty(lab.Rows(List));
        Assert.Equal(2, (await lab.Api.TranscriptAsync(id)).Turns.Count);
    }

    private static async Task<(string Id, Approval Asked)> AskedAsync(AgentLab lab)
    {
        lab.Model.Calls(("sync_songs", lab.AllSongs(List))).Says("Done.");
        var id = await lab.Api.StartAsync(new { goal = "Put my songs into Evening walk." });
        var status = await lab.Api.UntilAsync(id, status => status.State == AgentState.Approval);
        return (id, Assert.Single(status.Approvals));
    }
}
