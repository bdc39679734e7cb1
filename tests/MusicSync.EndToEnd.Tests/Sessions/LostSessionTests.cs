using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.EndToEnd.Tests.Failures;
using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.SessionWorker;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Temporal;
using Temporalio.Exceptions;

namespace MusicSync.EndToEnd.Tests.Sessions;

/// <summary>Every way in which a server loses a session is noticed, and costs one new session.</summary>
public sealed class LostSessionTests(LoneTemporal temporal) : IClassFixture<LoneTemporal>
{
    [Theory(Timeout = Chaos.Hung)]
    [InlineData("forgotten")]
    [InlineData("answering 400")]
    [InlineData("emptied")]
    [InlineData("restarted")]
    [Failure(McpFailureKind.SessionLost)]
    public async Task LostSession_IsSetUpAgain_Once(string how)
    {
        await using var bench = await SessionBench.StartAsync(temporal);
        await bench.WorkAsync();
        var run = await bench.StartAsync(SessionBench.SetLocation, SessionBench.Pause, SessionBench.GetWeather);
        await SessionBench.ReachedAsync(run, 1);

        await LoseAsync(bench, how);
        await run.SignalAsync(workflow => workflow.GoAsync());
        var report = await run.GetResultAsync();

        Assert.Equal(1, report.Reinitialisations);
        Assert.Equal(SessionBench.Weather, report.Answers[^1]);
        await bench.AllClosedAsync();
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task ExpiredSession_IsSetUpAgain_Once()
    {
        await using var bench = await SessionBench.StartAsync(temporal, idleTimeout: TimeSpan.FromSeconds(1));
        await bench.WorkAsync();
        var run = await bench.StartAsync(SessionBench.SetLocation, SessionBench.Pause, SessionBench.GetWeather);
        await SessionBench.ReachedAsync(run, 1);

        await bench.AllClosedAsync();
        await run.SignalAsync(workflow => workflow.GoAsync());
        var report = await run.GetResultAsync();

        Assert.Equal(1, report.Reinitialisations);
        Assert.Equal(SessionBench.Weather, report.Answers[^1]);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task ParallelCalls_ThatMeetOneLoss_OpenOneSession()
    {
        await using var bench = await SessionBench.StartAsync(temporal);
        await bench.WorkAsync();
        var run = await bench.StartAsync(SessionBench.SetLocation, SessionBench.Pause, SessionBench.GetWeather with { Times = 8 });
        await SessionBench.ReachedAsync(run, 1);

        bench.Server.Forget();
        await run.SignalAsync(workflow => workflow.GoAsync());
        var report = await run.GetResultAsync();

        Assert.Equal(1, report.Reinitialisations);
        Assert.All(report.Answers.Skip(1), answer => Assert.Equal(SessionBench.Weather, answer));
        await bench.AllClosedAsync();
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task RefusedCall_IsNoLoss()
    {
        await using var bench = await SessionBench.StartAsync(temporal);
        await bench.WorkAsync();
        var run = await bench.StartAsync(
            SessionBench.SetLocation, SessionBench.Pause, SessionBench.GetWeather, SessionBench.Pause, SessionBench.GetWeather);
        await SessionBench.ReachedAsync(run, 1);

        bench.Server.Faults.Refuses = 403;
        await run.SignalAsync(workflow => workflow.GoAsync());
        await SessionBench.ReachedAsync(run, 2);
        bench.Server.Faults.Refuses = null;
        await run.SignalAsync(workflow => workflow.GoAsync());
        var report = await run.GetResultAsync();

        Assert.Equal(0, report.Reinitialisations);
        Assert.Equal([ActivityFailureTypes.SpotifyMisconfigured, SessionBench.Weather], report.Answers.Skip(1));
        await bench.AllClosedAsync();
    }

    [Fact(Timeout = Chaos.Hung)]
    [Failure(ActivityFailureTypes.MCPServerStateError)]
    public async Task ServerThatKeepsForgetting_IsGivenUp()
    {
        await using var bench = await SessionBench.StartAsync(temporal);
        await bench.WorkAsync();
        bench.Server.Faults.ForgetsLocations = true;

        var report = await (await bench.StartAsync(SessionBench.SetLocation, SessionBench.GetWeather)).GetResultAsync();

        Assert.Equal(3, report.Reinitialisations);
        Assert.Equal(ActivityFailureTypes.MCPServerStateError, report.Answers[^1]);
        await bench.AllClosedAsync();
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task Loss_ThatIsOnlyTold_LeavesAnEmptySession()
    {
        await using var bench = await SessionBench.StartAsync(temporal);
        await bench.WorkAsync();
        var run = await bench.StartAsync(new SessionScript(
            [SessionBench.SetLocation, SessionBench.Pause, SessionBench.GetWeather, SessionBench.GetWeather], Recovery: "Tell"));
        await SessionBench.ReachedAsync(run, 1);

        bench.Server.Forget();
        await run.SignalAsync(workflow => workflow.GoAsync());
        var report = await run.GetResultAsync();

        Assert.Equal(ActivityFailureTypes.MCPServerStateError, report.Answers[1]);
        Assert.Contains("No location is set", report.Answers[2], StringComparison.Ordinal);
        await bench.AllClosedAsync();
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task ServerOfWhichAllMayBeRepeated_IsGivenAllAgain()
    {
        await using var bench = await SessionBench.StartAsync(temporal);
        await bench.WorkAsync();
        var steps = new[] { SessionBench.SetLocation with { Kind = StepKind.Write }, SessionBench.Pause, SessionBench.GetWeather };
        var run = await bench.StartAsync(new SessionScript(steps, Recovery: "All"));
        await SessionBench.ReachedAsync(run, 1);

        bench.Server.Forget();
        await run.SignalAsync(workflow => workflow.GoAsync());
        var report = await run.GetResultAsync();

        Assert.Equal((1, SessionBench.Weather), (report.Reinitialisations, report.Answers[^1]));
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task NextRun_KnowsWhatWasSetUp()
    {
        await using var bench = await SessionBench.StartAsync(temporal);
        await bench.WorkAsync();
        var run = await bench.StartAsync(SessionBench.SetLocation, new(StepKind.Renew), SessionBench.Pause, SessionBench.GetWeather);
        await SessionBench.ReachedAsync(run, 1);

        bench.Server.Forget();
        await run.SignalAsync(workflow => workflow.GoAsync());
        var report = await run.GetResultAsync();

        Assert.Equal((1, SessionBench.Weather), (report.Reinitialisations, report.Answers[^1]));
        await bench.AllClosedAsync();
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task CancelledWorkflow_ClosesItsSession()
    {
        await using var bench = await SessionBench.StartAsync(temporal);
        await bench.WorkAsync();
        var run = await bench.StartAsync(SessionBench.SetLocation, SessionBench.Pause);
        await SessionBench.ReachedAsync(run, 1);

        await run.CancelAsync();

        await Assert.ThrowsAsync<WorkflowFailedException>(() => run.GetResultAsync());
        await bench.AllClosedAsync();
    }

    private static async Task LoseAsync(SessionBench bench, string how)
    {
        switch (how)
        {
            case "emptied":
                bench.Server.Empty();
                break;
            case "restarted":
                await bench.RestartServerAsync();
                break;
            default:
                bench.Server.Faults.AnswersBadRequest = how == "answering 400";
                bench.Server.Forget();
                break;
        }
    }
}
