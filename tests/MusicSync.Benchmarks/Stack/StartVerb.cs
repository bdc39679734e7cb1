using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using MusicSync.LocalStack;

namespace MusicSync.Benchmarks.Stack;

/// <summary><c>start</c>: from a process's start until it serves: host and worker over HTTP, the host over standard input.</summary>
internal static class StartVerb
{
    public static Command Create()
    {
        var runs = new Option<int>("--runs") { Description = "Starts of each.", DefaultValueFactory = _ => 7 };
        var published = new Option<FileInfo?>("--host") { Description = "A published MCP host to start for stdio." };
        var command = new Command("start", "Start-up times.") { runs, published };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(runs), HostProgram.Path(parsed.GetValue(published)), cancellationToken));
        return command;
    }

    // In turns, so that a busy minute of the machine meets all three.
    private static async Task RunAsync(int runs, string host, CancellationToken cancellationToken)
    {
        await using var stack = await RunningStack.StartAsync(new LocalStackOptions(), cancellationToken);
        List<double> mcpHost = [];
        List<double> worker = [];
        List<double> stdio = [];
        for (var run = 0; run < runs; run++)
        {
            mcpHost.Add(await BringUpAsync(stack, ServiceNames.McpHost, cancellationToken));
            worker.Add(await BringUpAsync(stack, ServiceNames.Worker, cancellationToken));
            stdio.Add(await ListToolsAsync(stack, host, cancellationToken));
        }

        Console.WriteLine(JsonSerializer.Serialize(
            new { McpHost = Spread.Of(mcpHost), Worker = Spread.Of(worker), StdioToToolsList = Spread.Of(stdio) }, JsonSerializerOptions.Web));
    }

    private static async Task<double> BringUpAsync(RunningStack stack, string service, CancellationToken cancellationToken)
    {
        await stack.TakeDownAsync(service);
        var started = Stopwatch.GetTimestamp();
        await stack.BringUpAsync(service, cancellationToken);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static async Task<double> ListToolsAsync(RunningStack stack, string host, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        await using var client = await HostProgram.ConnectAsync(host, stack, cancellationToken);
        await client.ListToolsAsync(cancellationToken: cancellationToken);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
