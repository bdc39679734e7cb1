using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using MusicSync.Benchmarks.Temporal;
using MusicSync.LocalStack;
using MusicSync.LocalStack.Temporal;
using MusicSync.SpotifySimulator.Catalog;

namespace MusicSync.Benchmarks.Stack;

/// <summary><c>list</c>: what a long list costs, and what the same list costs again after a restart of both services.</summary>
internal static class ListVerb
{
    private const int StatusRuns = 30;
    private const string PlaylistName = "Benchmark";

    private static readonly string[] Services = [ServiceNames.Worker, ServiceNames.McpHost];

    public static Command Create()
    {
        var songs = new Option<int>("--songs") { Description = "Songs of the list.", Required = true };
        var catalog = new Option<FileInfo>("--catalog") { Description = "Catalogue, CSV or CSV.GZ.", Required = true };
        var latency = new Option<int>("--latency-ms") { Description = "Time of a Spotify call." };
        var temporal = TemporalOption.Create();
        var command = new Command("list", "Throughput and cost of a list.") { songs, catalog, latency, temporal };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(songs),
            parsed.GetRequiredValue(catalog).FullName,
            TimeSpan.FromMilliseconds(parsed.GetValue(latency)),
            parsed.GetValue(temporal),
            cancellationToken));
        return command;
    }

    private static async Task RunAsync(
        int count, string catalog, TimeSpan latency, TemporalMode temporal, CancellationToken cancellationToken)
    {
        var songs = CatalogSong.FirstOf(TrackCatalog.Load(catalog), count);
        await using var stack = await RunningStack.StartAsync(
            new LocalStackOptions { Catalog = catalog, Latency = latency, Temporal = temporal }, cancellationToken);
        using var client = new StackClient(stack);
        var first = await MeasureAsync(stack, client, songs);
        await stack.RestartAsync(ServiceNames.McpHost, cancellationToken);
        await stack.RestartAsync(ServiceNames.Worker, cancellationToken);
        var (rows, csvLines) = await client.ReportAsync(first.Id);
        var second = await MeasureAsync(stack, client, songs);
        var status = await TimesAsync(() => client.StatusAsync(second.Id));
        var syncs = await TimesAsync(client.ListAsync);
        Console.WriteLine(JsonSerializer.Serialize(
            new
            {
                first.SongsPerSecond,
                first.SpotifyCallsPerSong,
                first.TemporalActionsPerSong,
                first.CpuSeconds,
                first.PeakMemoryMb,
                first.Writes,
                first.Outcomes,
                first.StatusWhileRunning,
                ReportRowsAfterRestart = rows,
                ReportCsvLinesAfterRestart = csvLines,
                Unchanged = second,
                StatusOfFinished = status,
                ListOfSyncs = syncs,
            },
            JsonSerializerOptions.Web));
    }

    private static async Task<ListResult> MeasureAsync(RunningStack stack, StackClient client, IReadOnlyList<CatalogSong> songs)
    {
        var actionsBefore = await TemporalActions.CountAsync(stack.TemporalAddress);
        await client.ResetCallsAsync();
        var cpuBefore = Services.Select(client.ProcessorTime).ToList();
        var started = Stopwatch.GetTimestamp();
        var id = await client.PostListAsync(PlaylistName, songs);
        var (status, statusTimes) = await client.FollowAsync(id);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var cpu = Services.Zip(cpuBefore, (service, before) => (Service: service, Used: client.ProcessorTime(service) - before));
        var calls = await client.CallsAsync();
        var actions = await TemporalActions.CountAsync(stack.TemporalAddress) - actionsBefore;
        return new ListResult(
            id,
            Math.Round(songs.Count / seconds, 1),
            Math.Round(calls.Total / (double)songs.Count, 4),
            Math.Round(actions / (double)songs.Count, 4),
            calls.Writes,
            cpu.ToDictionary(used => used.Service, used => Math.Round(used.Used.TotalSeconds, 1)),
            Services.ToDictionary(service => service, client.PeakMemoryMb),
            status.GetProperty("outcomes"),
            Spread.Of(statusTimes));
    }

    private static async Task<Spread> TimesAsync(Func<Task> ask)
    {
        List<double> times = [];
        for (var run = 0; run < StatusRuns; run++)
        {
            var started = Stopwatch.GetTimestamp();
            await ask();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return Spread.Of(times);
    }

    private sealed record ListResult(
        string Id,
        double SongsPerSecond,
        double SpotifyCallsPerSong,
        double TemporalActionsPerSong,
        int Writes,
        IReadOnlyDictionary<string, double> CpuSeconds,
        IReadOnlyDictionary<string, int> PeakMemoryMb,
        JsonElement Outcomes,
        Spread StatusWhileRunning);
}
