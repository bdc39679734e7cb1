using System.Net;
using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.EndToEnd.Tests.Failures;
using MusicSync.Worker.Agents;
using MusicSync.Worker.Agents.Models;
using MusicSync.Worker.Temporal;

namespace MusicSync.EndToEnd.Tests.Agents;

/// <summary>A model that does not answer now, or not to us: a pause, never a lost transcript.</summary>
public sealed class ModelOutageTests
{
    [Fact(Timeout = Chaos.Hung)]
    public async Task ShortPause_IsWaitedOutByTemporal_ForAsLongAsTheServerAsks()
    {
        await using var lab = await AgentLab.StartAsync();
        lab.Model.Fails(Failure(ModelFailureKind.RateLimited, TimeSpan.FromMinutes(5))).Says("Here I am.");
        var id = await lab.Api.StartAsync(new { goal = "Say something." });
        var waiting = await lab.Api.UntilAsync(id, status => status.Waiting is not null);

        Assert.InRange(waiting.Waiting!.Until!.Value - lab.Stack.Now, TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(5));
        await lab.Stack.SkipAsync(TimeSpan.FromMinutes(6));
        var status = await lab.Api.EndAsync(id);

        Assert.Equal("Here I am.", status.Answer);
        Assert.Equal(2, lab.Model.Questions.Count);
    }

    [Fact(Timeout = Chaos.Hung)]
    [Failure(ActivityFailureTypes.ModelUnavailable)]
    public async Task ModelThatIsDown_IsAskedAgain_AndTheStatusSaysSo()
    {
        await using var lab = await AgentLab.StartAsync();
        lab.Model.Fails(Failure(ModelFailureKind.Unavailable, TimeSpan.FromMinutes(1))).Says("Here I am.");
        var id = await lab.Api.StartAsync(new { goal = "Say something." });

        await lab.Api.UntilAsync(id, status => status.Waiting is not null);
        await lab.Stack.SkipAsync(TimeSpan.FromMinutes(2));
        var status = await lab.Api.EndAsync(id);

        Assert.Equal(("Here I am.", 1), (status.Answer, status.Step));
        Assert.Equal(2, lab.Model.Questions.Count);
    }

    [Fact(Timeout = Chaos.Hung)]
    [Failure(ActivityFailureTypes.ModelRateLimited)]
    public async Task PauseOfHours_IsATimerOfTheAgent()
    {
        await using var lab = await AgentLab.StartAsync();
        lab.Model.Fails(Failure(ModelFailureKind.RateLimited, TimeSpan.FromHours(7))).Says("Here I am.");
        var id = await lab.Api.StartAsync(new { goal = "Say something." });

        var waiting = await lab.Api.UntilAsync(id, status => status.State == AgentState.Waiting);
        Assert.Equal("model_rate_limited", waiting.Waiting?.Reason);
        await lab.Stack.SkipAsync(TimeSpan.FromHours(8));

        Assert.Equal("Here I am.", (await lab.Api.EndAsync(id)).Answer);
    }

    [Fact(Timeout = Chaos.Hung)]
    [Failure(ActivityFailureTypes.AgentModelRefused)]
    public async Task RefusedKey_ParksTheAgent_WhichGoesOnWhereItStood()
    {
        await using var lab = await AgentLab.StartAsync();
        lab.Model
            .Calls(("get_user_profile", new { })).Fails(Failure(ModelFailureKind.Refused)).Fails(Failure(ModelFailureKind.Refused)).Says("Back again.");
        var id = await lab.Api.StartAsync(new { goal = "Look.", approvals = "none" });

        for (var round = 2; round <= 3; round++)
        {
            var parked = await lab.Api.UntilAsync(id, status => status.State == AgentState.Waiting && lab.Model.Questions.Count == round);
            Assert.Equal(("model", null), (parked.Waiting!.Reason, parked.Waiting.Until));
            Assert.Equal(3, (await lab.Api.TranscriptAsync(id)).Turns.Count);
            using var resumed = await lab.Api.PostAsync($"/{id}/resume", body: null);
            Assert.Equal(HttpStatusCode.Accepted, resumed.StatusCode);
        }

        var status = await lab.Api.EndAsync(id);
        using var late = await lab.Api.PostAsync($"/{id}/resume", body: null);

        Assert.Equal(("Back again.", 2), (status.Answer, status.Step));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Single(await lab.HistoryOf(id).ActivitiesAsync(), name => name == "agent.tool");
    }

    [Fact(Timeout = Chaos.Hung)]
    [Failure(ActivityFailureTypes.ModelRejected)]
    public async Task QuestionThatIsRefusedForGood_EndsTheAgent_WithItsTranscript()
    {
        await using var lab = await AgentLab.StartAsync();
        lab.Model.Fails(Failure(ModelFailureKind.Rejected));

        var id = await lab.Api.StartAsync(new { goal = "Look." });
        var status = await lab.Api.EndAsync(id);

        Assert.Equal((AgentState.Failed, "ModelRejected"), (status.State, status.Error?.Type));
        Assert.Single(lab.Model.Questions);
        Assert.Single((await lab.Api.TranscriptAsync(id)).Turns);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task CancelledAgent_GivesUpTheQuestionInFlight()
    {
        await using var lab = await AgentLab.StartAsync();
        var asked = new TaskCompletionSource();
        var givenUp = new TaskCompletionSource();
        lab.Model.Answers(async token =>
        {
            asked.SetResult();
            using var registration = token.Register(givenUp.SetResult);
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            return ScriptedChatClient.Response();
        });
        var id = await lab.Api.StartAsync(new { goal = "Think." });
        await asked.Task.WaitAsync(TestContext.Current.CancellationToken);

        await lab.Api.CancelAsync(id);
        var status = await lab.Api.EndAsync(id);
        await givenUp.Task.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal((AgentState.Cancelled, 0), (status.State, status.Step));
    }

    private static ModelException Failure(ModelFailureKind kind, TimeSpan? retryAfter = null) => new(new ModelFailure(kind, "The test says so.", retryAfter));
}
