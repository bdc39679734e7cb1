using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.EndToEnd.Tests.Support;
using MusicSync.Worker.Agents;

namespace MusicSync.EndToEnd.Tests.Agents;

/// <summary>An agent that Spotify does not let go on waits for a sign-in, as syncs do, and goes on with them.</summary>
public sealed class ParkedAgentTests
{
    [Fact(Timeout = Chaos.Hung)]
    public async Task ScopeMissing_ParksTheAgent_WhichGoesOnAfterASignIn()
    {
        await using var lab = await AgentLab.StartAsync();
        using var spotify = new SimulatorApi(lab.Stack.Spotify.BaseUrl);
        await spotify.FaultAsync(new { endpoint = "GET /v1/me", fault = "insufficient_scope" });
        lab.Model.Calls(("get_user_profile", new { })).Says("You are back.");
        var id = await lab.Api.StartAsync(new { goal = "Look who I am.", approvals = "none" });
        var parked = await lab.Api.UntilAsync(id, status => status.State == AgentState.Waiting);

        await spotify.ClearFaultsAsync();
        var isComplete = await lab.Stack.Parked.ResumeAfterSignInAsync(TestContext.Current.CancellationToken);
        var status = await lab.Api.EndAsync(id);

        Assert.Equal("scope", parked.Waiting?.Reason);
        Assert.True(isComplete);
        Assert.Equal(("You are back.", 2), (status.Answer, status.Step));
    }
}
