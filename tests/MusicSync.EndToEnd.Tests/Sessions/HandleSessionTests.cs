using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.SessionServer;

namespace MusicSync.EndToEnd.Tests.Sessions;

/// <summary>A session that is a handle is one like any other: gone on with by the next worker, and its loss is said aloud.</summary>
public sealed class HandleSessionTests(LoneTemporal temporal) : IClassFixture<LoneTemporal>
{
    [Fact(Timeout = Chaos.Hung)]
    public async Task ExpiredHandle_IsALostSession_SetUpAgainOnce()
    {
        await using var server = await HandleServer.StartAsync();
        await using var bench = await SessionBench.StartAsync(temporal);
        await bench.WorkAsync(Reaching(server));
        var run = await bench.StartAsync(SessionBench.SetLocation, SessionBench.Pause, SessionBench.GetWeather with { Times = 4 });
        await SessionBench.ReachedAsync(run, 1);

        server.Expire();
        await run.SignalAsync(workflow => workflow.GoAsync());
        var report = await run.GetResultAsync();

        Assert.Equal(1, report.Reinitialisations);
        Assert.All(report.Answers.Skip(1), answer => Assert.Equal(SessionBench.Weather, answer));
        Assert.Equal((2, 0), (server.Opened, server.OpenDesks));
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task Handle_IsGoneOnWith_ByTheNextWorker()
    {
        await using var server = await HandleServer.StartAsync();
        await using var bench = await SessionBench.StartAsync(temporal);
        var first = await bench.StartProcessAsync(Reaching(server));
        var run = await bench.StartAsync(SessionBench.SetLocation, SessionBench.Pause, SessionBench.GetWeather);
        await SessionBench.ReachedAsync(run, 1);

        await bench.KillAsync(first);
        await run.SignalAsync(workflow => workflow.GoAsync());
        await bench.WorkAsync(Reaching(server));
        var report = await run.GetResultAsync();

        Assert.Equal((0, SessionBench.Weather), (report.Reinitialisations, report.Answers[^1]));
        Assert.Equal((1, 0), (server.Opened, server.OpenDesks));
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task ErrorOfATool_IsNoLoss()
    {
        await using var server = await HandleServer.StartAsync();
        await using var bench = await SessionBench.StartAsync(temporal);
        await bench.WorkAsync(Reaching(server));

        var report = await (await bench.StartAsync(SessionBench.GetWeather)).GetResultAsync();

        Assert.Equal(0, report.Reinitialisations);
        Assert.Contains(SessionTools.NoLocation, report.Answers.Single(), StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Reaching(HandleServer server) => new() { ["SessionServer__HandlesUrl"] = server.Endpoint.AbsoluteUri };
}
