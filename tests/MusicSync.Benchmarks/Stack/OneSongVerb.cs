using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using MusicSync.Benchmarks.Temporal;
using MusicSync.LocalStack;
using MusicSync.LocalStack.Temporal;

namespace MusicSync.Benchmarks.Stack;

/// <summary><c>one-song</c>: how long one song takes from the request until it is verified in the playlist.</summary>
internal static class OneSongVerb
{
    private const int WarmUps = 5;
    private const int Seed = 20261124;
    private const string Playlist = "benchmark0000000000000";

    public static Command Create()
    {
        var latency = new Option<int>("--latency-ms") { Description = "Time of a Spotify call.", DefaultValueFactory = _ => 80 };
        var runs = new Option<int>("--runs") { Description = "Measured songs.", DefaultValueFactory = _ => 20 };
        var import = new Option<int>("--during-import") { Description = "Songs of an import into another playlist meanwhile." };
        var temporal = TemporalOption.Create();
        var command = new Command("one-song", "Latency of one song into an existing playlist.") { latency, runs, import, temporal };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            TimeSpan.FromMilliseconds(parsed.GetValue(latency)), parsed.GetValue(runs), parsed.GetValue(import), parsed.GetValue(temporal), cancellationToken));
        return command;
    }

    private static async Task RunAsync(TimeSpan latency, int runs, int import, TemporalMode temporal, CancellationToken cancellationToken)
    {
        var measured = import > 0 ? 2 * runs : runs;
        using var made = MadeCatalog.Of(WarmUps + measured + import, Seed);
        await using var stack = await RunningStack.StartAsync(made.Options() with { Latency = latency, Temporal = temporal }, cancellationToken);
        using var client = new StackClient(stack);
        var songs = made.Songs;
        await client.MakePlaylistAsync(Playlist);
        await TimesAsync(client, songs.Take(WarmUps));
        var alone = await AloneAsync(stack, client, [.. songs.Skip(WarmUps).Take(runs)]);
        var result = import > 0 ? await BesideImportAsync(client, songs, runs, alone.MedianMs) : alone;
        Console.WriteLine(JsonSerializer.Serialize(result, JsonSerializerOptions.Web));
    }

    private static async Task<OneSongResult> AloneAsync(RunningStack stack, StackClient client, IReadOnlyList<CatalogSong> songs)
    {
        var actionsBefore = await TemporalActions.CountAsync(stack.TemporalAddress);
        await client.ResetCallsAsync();
        var times = await TimesAsync(client, songs);
        var calls = (await client.CallsAsync()).Total;
        var actions = await TemporalActions.CountAsync(stack.TemporalAddress) - actionsBefore;
        return Result(times) with { SpotifyCalls = calls / (double)songs.Count, TemporalActions = actions / (double)songs.Count };
    }

    // Beside an import, calls and actions are mostly the import's. The machine's own noise is in both medians.
    private static async Task<OneSongResult> BesideImportAsync(
        StackClient client, IReadOnlyList<CatalogSong> songs, int runs, double aloneMs)
    {
        await client.PostListAsync("Import", songs.Skip(WarmUps + (2 * runs)));
        var beside = Result(await TimesAsync(client, songs.Skip(WarmUps + runs).Take(runs)));
        return beside with { AloneMedianMs = aloneMs, TimesAlone = Math.Round(beside.MedianMs / aloneMs, 2) };
    }

    private static async Task<List<double>> TimesAsync(StackClient client, IEnumerable<CatalogSong> songs)
    {
        var times = new List<double>();
        foreach (var song in songs)
        {
            var started = Stopwatch.GetTimestamp();
            await client.FinishAsync(await client.PostSongAsync(Playlist, song));
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        times.Sort();
        return times;
    }

    private static OneSongResult Result(List<double> times) =>
        new(Math.Round(times[times.Count / 2]), Math.Round(times[(int)((times.Count - 1) * 0.95)]));

    private sealed record OneSongResult(
        double MedianMs,
        double P95Ms,
        double? SpotifyCalls = null,
        double? TemporalActions = null,
        double? AloneMedianMs = null,
        double? TimesAlone = null);
}
