using Microsoft.AspNetCore.Builder;
using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.SessionServer;
using MusicSync.SessionWorker;
using MusicSync.Worker.Temporal;
using Temporalio.Client;

namespace MusicSync.EndToEnd.Tests.Sessions;

/// <summary>A stateful server, a Temporal, and workers that a test starts and kills.</summary>
internal sealed class SessionBench(LoneTemporal temporal, HttpSessionServer server) : IAsyncDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    public const string Weather = "Oslo: 13 °C";

    public static readonly ScriptStep SetLocation = new(StepKind.SetUp, "set_location", new() { ["location"] = "Oslo" });
    public static readonly ScriptStep GetWeather = new(StepKind.Call, "get_weather");
    public static readonly ScriptStep Pause = new(StepKind.Pause);

    private readonly List<IAsyncDisposable> _workers = [];

    public HttpSessionServer Server { get; private set; } = server;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<SessionBench> StartAsync(LoneTemporal temporal, TimeSpan? idleTimeout = null) =>
        new(temporal, await HttpSessionServer.StartAsync(new Uri("http://127.0.0.1:0"), idleTimeout));

    /// <summary>Starts a worker in this process.</summary>
    /// <param name="server">How its server is reached; null: over HTTP with sessions.</param>
    public async Task<WebApplication> WorkAsync(Dictionary<string, string>? server = null)
    {
        WebApplication worker = SessionWorkerApplication.Build(
            [.. Settings(server).Select(setting => $"--{setting.Key.Replace("__", ":", StringComparison.Ordinal)}={setting.Value}"), "--urls=http://127.0.0.1:0"]);
        _workers.Add(worker);
        await worker.StartAsync(Token);
        return worker;
    }

    /// <summary>Starts a worker in a process of its own.</summary>
    /// <param name="server">The same.</param>
    public async Task<LoneService> StartProcessAsync(Dictionary<string, string>? server = null)
    {
        var worker = new LoneService("MusicSync.SessionWorker", Settings(server));
        _workers.Add(worker);
        await worker.StartAsync(Token);
        return worker;
    }

    public ValueTask KillAsync(LoneService worker)
    {
        _workers.Remove(worker);
        return worker.DisposeAsync();
    }

    public Task<WorkflowHandle<SessionWorkflow, SessionReport>> StartAsync(params ScriptStep[] steps) => StartAsync(new SessionScript(steps));

    public Task<WorkflowHandle<SessionWorkflow, SessionReport>> StartAsync(SessionScript script) => temporal.Client.StartWorkflowAsync(
        (SessionWorkflow workflow) => workflow.RunAsync(script), new($"session/{Guid.NewGuid():N}", TaskQueues.Sync));

    /// <summary>Returns when that many pauses have been reached.</summary>
    public static Task ReachedAsync(WorkflowHandle<SessionWorkflow> run, int pauses) =>
        UntilAsync(async () => await run.QueryAsync(workflow => workflow.Reached()) >= pauses);

    public static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TestTimeouts.Default);
        while (!await holds())
        {
            await Task.Delay(PollInterval, limit.Token);
        }
    }

    /// <summary>Returns when nobody has a session there any more.</summary>
    public Task AllClosedAsync() => UntilAsync(() => Task.FromResult(Server.OpenSessions == 0));

    /// <summary>The server dies and is back on its port.</summary>
    public async Task RestartServerAsync()
    {
        var address = Server.Address;
        await Server.DisposeAsync();
        Server = await HttpSessionServer.StartAsync(address);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers)
        {
            if (worker is WebApplication inProcess)
            {
                await inProcess.StopAsync(CancellationToken.None);
            }

            await worker.DisposeAsync();
        }

        await Server.DisposeAsync();
    }

    private Dictionary<string, string> Settings(Dictionary<string, string>? server = null) => new(server ?? new() { ["SessionServer__Url"] = Server.Endpoint.AbsoluteUri })
    {
        ["ConnectionStrings__temporal"] = temporal.Address,
        ["MusicSync__TimeScale"] = "0.2",
    };
}
