using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using ModelContextProtocol.Client;
using MusicSync.LocalStack;

namespace MusicSync.Benchmarks.Stack;

/// <summary><c>mcp</c>: how many searches a second the MCP host answers, over either transport, new ones and known ones.</summary>
internal static class McpVerb
{
    private const int WarmUps = 50;
    private const int Rounds = 3;
    private const int Seed = 20261128;
    private static readonly int[] InFlight = [1, 8];

    public static Command Create()
    {
        var transport = new Option<string>("--transport") { Description = "stdio or http.", DefaultValueFactory = _ => "http" };
        transport.AcceptOnlyFromAmong("stdio", "http");
        var calls = new Option<int>("--calls") { Description = "Different searches of a round.", DefaultValueFactory = _ => 400 };
        var command = new Command("mcp", "Searches a second through the MCP host.") { transport, calls };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetRequiredValue(transport), parsed.GetValue(calls), cancellationToken));
        return command;
    }

    private static async Task RunAsync(string transport, int calls, CancellationToken cancellationToken)
    {
        using var made = MadeCatalog.Of(WarmUps + (calls * Rounds * InFlight.Length), Seed);
        await using var stack = await RunningStack.StartAsync(made.Options(), cancellationToken);
        await using var client = transport == "stdio"
            ? await HostProgram.ConnectAsync(HostProgram.Path(published: null), stack, cancellationToken)
            : await HostProgram.ConnectAsync(new Uri(stack.McpHostUrl, "mcp"), cancellationToken);
        var songs = new Queue<CatalogSong>(made.Songs);
        await RoundAsync(client, Take(songs, WarmUps), inFlight: 1, cancellationToken);
        List<object> results = [];
        foreach (var inFlight in InFlight)
        {
            List<Round> first = [];
            List<Round> again = [];
            for (var round = 0; round < Rounds; round++)
            {
                var searched = Take(songs, calls);
                first.Add(await RoundAsync(client, searched, inFlight, cancellationToken));
                again.Add(await RoundAsync(client, searched, inFlight, cancellationToken));
            }

            results.Add(new { InFlight = inFlight, First = first, Again = again });
        }

        Console.WriteLine(JsonSerializer.Serialize(new { transport, calls, results }, JsonSerializerOptions.Web));
    }

    private static CatalogSong[] Take(Queue<CatalogSong> songs, int count) => [.. Enumerable.Range(0, count).Select(_ => songs.Dequeue())];

    private static async Task<Round> RoundAsync(
        McpClient client, CatalogSong[] songs, int inFlight, CancellationToken cancellationToken)
    {
        var times = new double[songs.Length];
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForAsync(
            0,
            songs.Length,
            new ParallelOptions { MaxDegreeOfParallelism = inFlight, CancellationToken = cancellationToken },
            async (at, token) => times[at] = await TimeAsync(client, songs[at], token));
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Array.Sort(times);
        return new Round(
            Math.Round(songs.Length / seconds), Math.Round(times[songs.Length / 2], 2), Math.Round(times[(int)((songs.Length - 1) * 0.99)], 2));
    }

    private static async Task<double> TimeAsync(McpClient client, CatalogSong song, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var answer = await client.CallToolAsync(
            "search_tracks",
            new Dictionary<string, object?> { ["title"] = song.Title, ["artist"] = song.Artist },
            cancellationToken: cancellationToken);
        return answer.IsError is true
            ? throw new InvalidOperationException($"The search failed: {answer.StructuredContent}")
            : Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private sealed record Round(double CallsPerSecond, double MedianMs, double P99Ms);
}
