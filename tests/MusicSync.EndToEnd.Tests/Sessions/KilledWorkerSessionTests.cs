using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.EndToEnd.Tests.OtherClients;
using MusicSync.LocalStack;
using MusicSync.SessionWorker;
using MusicSync.Worker.Temporal;

namespace MusicSync.EndToEnd.Tests.Sessions;

/// <summary>What becomes of a session when the worker that served it is killed.</summary>
public sealed class KilledWorkerSessionTests(LoneTemporal temporal) : IClassFixture<LoneTemporal>
{
    private static readonly NodeProgram SequentialThinking = new("sequential-thinking");

    [Fact(Timeout = Chaos.Hung)]
    public async Task SessionOverHttp_IsGoneOnWith_ByTheNextWorker()
    {
        await using var bench = await SessionBench.StartAsync(temporal);
        var first = await bench.StartProcessAsync();
        var run = await bench.StartAsync(SessionBench.SetLocation, SessionBench.Pause, SessionBench.GetWeather);
        await SessionBench.ReachedAsync(run, 1);

        await bench.KillAsync(first);
        await bench.StartProcessAsync();
        await run.SignalAsync(workflow => workflow.GoAsync());
        var report = await run.GetResultAsync();

        Assert.Equal(0, report.Reinitialisations);
        Assert.Equal(SessionBench.Weather, report.Answers[^1]);
        await bench.AllClosedAsync();
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task Write_OfWhichTheWorkerDied_IsNotSentAgain()
    {
        await using var bench = await SessionBench.StartAsync(temporal);
        var first = await bench.StartProcessAsync();
        var arrived = bench.Server.Faults.Hold("add_note");
        var run = await bench.StartAsync(new ScriptStep(StepKind.Write, "add_note", new() { ["text"] = "milk" }), new ScriptStep(StepKind.Call, "list_notes"));
        await arrived.WaitAsync(TestTimeouts.Default, TestContext.Current.CancellationToken);

        await bench.KillAsync(first);
        bench.Server.Faults.Release();
        await bench.StartProcessAsync();
        var report = await run.GetResultAsync();

        Assert.Equal([ActivityFailureTypes.McpOutcomeUnknown, "milk"], report.Answers);
        Assert.Equal(["milk"], bench.Server.Written);
        Assert.Equal(0, report.Reinitialisations);
        await bench.AllClosedAsync();
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task Write_OfWhichTheProcessDied_IsNotSentAgain()
    {
        using var folder = new TemporaryFolder();
        var journal = Path.Combine(folder.Root, "notes");
        await using var bench = await SessionBench.StartAsync(temporal);
        await bench.StartProcessAsync(new()
        {
            ["SessionServer__Command"] = new BuildOutput(AppContext.BaseDirectory).Program("MusicSync.SessionServer"),
            ["SessionServer__Arguments"] = string.Join('\n', "--stdio", "--journal", journal, "--dies-in", "add_note"),
        });

        var run = await bench.StartAsync(
            SessionBench.SetLocation, new ScriptStep(StepKind.Write, "add_note", new() { ["text"] = "milk" }), SessionBench.GetWeather);
        var report = await run.GetResultAsync();

        Assert.Equal([ActivityFailureTypes.MCPServerStateError, SessionBench.Weather], report.Answers.Skip(1));
        Assert.Equal(["milk"], await File.ReadAllLinesAsync(journal, TestContext.Current.CancellationToken));
        Assert.Equal(1, report.Reinitialisations);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task Process_ThatDiedWithItsWorker_IsSetUpAgain()
    {
        var program = new BuildOutput(AppContext.BaseDirectory).Program("MusicSync.SessionServer");
        var report = await KillAsync(program, "--stdio", SessionBench.SetLocation, SessionBench.Pause, SessionBench.GetWeather);

        Assert.Equal(1, report.Reinitialisations);
        Assert.Equal(SessionBench.Weather, report.Answers[^1]);
    }

    /// <summary>A public server that knows nothing of any of this: its answers count the thoughts it has been told.</summary>
    [Fact(Timeout = Chaos.Hung)]
    public async Task PublicServer_ThatDiedWithItsWorker_IsToldAllThoughtsAgain()
    {
        NodeProgram.OrSkip();
        var script = await SequentialThinking.FileAsync("node_modules/@modelcontextprotocol/server-sequential-thinking/dist/index.js");

        var report = await KillAsync(
            "node", script, Thought(1, StepKind.SetUp), Thought(2, StepKind.SetUp), SessionBench.Pause, Thought(3, StepKind.Call));

        Assert.Equal(1, report.Reinitialisations);
        Assert.Contains("\"thoughtHistoryLength\": 3", report.Answers[^1], StringComparison.Ordinal);
    }

    private async Task<SessionReport> KillAsync(string command, string argument, params ScriptStep[] steps)
    {
        var process = new Dictionary<string, string> { ["SessionServer__Command"] = command, ["SessionServer__Arguments"] = argument };
        await using var bench = await SessionBench.StartAsync(temporal);
        var first = await bench.StartProcessAsync(process);
        var run = await bench.StartAsync(steps);
        await SessionBench.ReachedAsync(run, 1);

        await bench.KillAsync(first);
        await bench.StartProcessAsync(process);
        await run.SignalAsync(workflow => workflow.GoAsync());
        return await run.GetResultAsync();
    }

    private static ScriptStep Thought(int number, StepKind kind) => new(kind, "sequentialthinking", new()
    {
        ["thought"] = $"Thought {number}",
        ["nextThoughtNeeded"] = number < 3,
        ["thoughtNumber"] = number,
        ["totalThoughts"] = 3,
    });
}
