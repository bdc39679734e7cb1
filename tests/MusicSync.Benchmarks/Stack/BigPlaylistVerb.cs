using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using MusicSync.Benchmarks.Temporal;
using MusicSync.LocalStack;
using MusicSync.LocalStack.Temporal;

namespace MusicSync.Benchmarks.Stack;

/// <summary><c>big-playlist</c>: one song into a long playlist: the first time, unchanged since, and after somebody else's edit.</summary>
internal static class BigPlaylistVerb
{
    private const int WarmUps = 5;
    private const int Seed = 20261127;
    private const string Small = "benchmark0000000000000";
    private const string Big = "benchmark0000000000001";

    public static Command Create()
    {
        var rows = new Option<int>("--rows") { Description = "Rows of the playlist.", DefaultValueFactory = _ => 9_900 };
        var runs = new Option<int>("--runs") { Description = "Songs into the unchanged playlist.", DefaultValueFactory = _ => 10 };
        var latency = new Option<int>("--latency-ms") { Description = "Time of a Spotify call." };
        var temporal = TemporalOption.Create();
        var command = new Command("big-playlist", "One song into a long playlist.") { rows, runs, latency, temporal };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(rows),
            parsed.GetValue(runs),
            TimeSpan.FromMilliseconds(parsed.GetValue(latency)),
            parsed.GetValue(temporal),
            cancellationToken));
        return command;
    }

    private static async Task RunAsync(
        int count, int runs, TimeSpan latency, TemporalMode temporal, CancellationToken cancellationToken)
    {
        using var made = MadeCatalog.Of(count + WarmUps + runs + 3, Seed);
        await using var stack = await RunningStack.StartAsync(made.Options() with { Latency = latency, Temporal = temporal }, cancellationToken);
        using var client = new StackClient(stack);
        await client.MakePlaylistAsync(Small);
        await client.MakePlaylistAsync(Big, [.. made.Uris.Take(count)]);
        var songs = new Queue<CatalogSong>(made.Songs.Skip(count));
        for (var warmUp = 0; warmUp < WarmUps; warmUp++)
        {
            await MeasureAsync(client, Small, songs.Dequeue());
        }

        var first = await MeasureAsync(client, Big, songs.Dequeue());
        List<OneSong> unchanged = [];
        for (var run = 0; run < runs; run++)
        {
            unchanged.Add(await MeasureAsync(client, Big, songs.Dequeue()));
        }

        // The last row goes: as little as a person changes.
        await client.MakePlaylistAsync(Big, [.. (await client.RowsAsync(Big)).SkipLast(1)]);
        var edited = await MeasureAsync(client, Big, songs.Dequeue());
        var doubled = (await client.RowsAsync(Big)).GroupBy(uri => uri, StringComparer.Ordinal).Count(rows => rows.Count() > 1);
        Console.WriteLine(JsonSerializer.Serialize(
            new
            {
                Rows = count,
                First = first,
                Unchanged = new OneSong(
                    unchanged.Select(song => song.Milliseconds).Order().ElementAt(runs / 2),
                    unchanged.Max(song => song.SpotifyCalls)),
                AfterForeignEdit = edited,
                Doubled = doubled,
            },
            JsonSerializerOptions.Web));
    }

    private static async Task<OneSong> MeasureAsync(StackClient client, string playlist, CatalogSong song)
    {
        await client.ResetCallsAsync();
        var started = Stopwatch.GetTimestamp();
        await client.FinishAsync(await client.PostSongAsync(playlist, song));
        return new OneSong(Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds), (await client.CallsAsync()).Total);
    }

    private sealed record OneSong(double Milliseconds, int SpotifyCalls);
}
