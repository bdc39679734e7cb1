using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using MusicSync.LocalStack;
using MusicSync.SpotifySimulator.Catalog;

namespace MusicSync.Benchmarks.Stack;

/// <summary><c>one-song</c>: how long one song takes from the request until it is verified in the playlist.</summary>
internal static class OneSongVerb
{
    private const int WarmUps = 5;
    private const string Playlist = "benchmark0000000000000";

    public static Command Create()
    {
        var latency = new Option<int>("--latency-ms") { Description = "Time of a Spotify call.", DefaultValueFactory = _ => 80 };
        var runs = new Option<int>("--runs") { Description = "Measured songs.", DefaultValueFactory = _ => 20 };
        var import = new Option<int>("--during-import") { Description = "Songs of an import into another playlist meanwhile." };
        var command = new Command("one-song", "Latency of one song into an existing playlist.") { latency, runs, import };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            TimeSpan.FromMilliseconds(parsed.GetValue(latency)), parsed.GetValue(runs), parsed.GetValue(import), cancellationToken));
        return command;
    }

    private static async Task RunAsync(TimeSpan latency, int runs, int import, CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("musicsync-benchmark-");
        var catalog = MadeCatalog.Write(data.FullName, WarmUps + runs + import);
        await using var stack = await RunningStack.StartAsync(
            new LocalStackOptions { Catalog = catalog, Latency = latency, DataDirectory = Path.Combine(data.FullName, "stack") }, cancellationToken);
        using var client = new StackClient(stack);
        var songs = CatalogSong.FirstOf(TrackCatalog.Load(catalog), WarmUps + runs + import);
        await client.MakePlaylistAsync(Playlist);
        foreach (var song in songs.Take(WarmUps))
        {
            await client.FinishAsync(await client.PostSongAsync(Playlist, song));
        }

        if (import > 0)
        {
            await client.PostListAsync("Import", songs.Skip(WarmUps + runs));
        }

        Console.WriteLine(JsonSerializer.Serialize(
            await MeasureAsync(stack, client, [.. songs.Skip(WarmUps).Take(runs)], alone: import == 0), JsonSerializerOptions.Web));
    }

    private static async Task<OneSongResult> MeasureAsync(
        RunningStack stack, StackClient client, IReadOnlyList<CatalogSong> songs, bool alone)
    {
        var actionsBefore = alone ? await TemporalActions.CountAsync(stack.TemporalAddress) : 0;
        await client.ResetCallsAsync();
        var times = new List<double>();
        foreach (var song in songs)
        {
            var started = Stopwatch.GetTimestamp();
            await client.FinishAsync(await client.PostSongAsync(Playlist, song));
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        // Beside an import, calls and actions are mostly the import's.
        double? calls = alone ? (await client.CallsAsync()).Total / (double)songs.Count : null;
        double? actions = alone ? (await TemporalActions.CountAsync(stack.TemporalAddress) - actionsBefore) / (double)songs.Count : null;
        times.Sort();
        return new OneSongResult(
            Math.Round(times[times.Count / 2]), Math.Round(times[(int)((times.Count - 1) * 0.95)]), calls, actions);
    }

    private sealed record OneSongResult(double MedianMs, double P95Ms, double? SpotifyCalls, double? TemporalActions);
}
