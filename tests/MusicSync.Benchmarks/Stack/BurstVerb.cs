using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using MusicSync.Benchmarks.Temporal;
using MusicSync.LocalStack;
using MusicSync.LocalStack.Temporal;

namespace MusicSync.Benchmarks.Stack;

/// <summary><c>burst</c>: many requests of one song each into one playlist, until all are in it and all are answered.</summary>
internal static class BurstVerb
{
    private const int Seed = 20261126;
    private const string Playlist = "benchmark0000000000000";
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    public static Command Create()
    {
        var songs = new Option<int>("--songs") { Description = "Requests.", DefaultValueFactory = _ => 100 };
        var inFlight = new Option<int>("--in-flight") { Description = "Requests at a time.", DefaultValueFactory = _ => 8 };
        var warmUps = new Option<int>("--warm-ups") { Description = "Songs before, one after the other.", DefaultValueFactory = _ => 15 };
        var latency = new Option<int>("--latency-ms") { Description = "Time of a Spotify call." };
        var temporal = TemporalOption.Create();
        var command = new Command("burst", "Many single songs into one playlist.") { songs, inFlight, warmUps, latency, temporal };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(songs),
            parsed.GetValue(inFlight),
            parsed.GetValue(warmUps),
            TimeSpan.FromMilliseconds(parsed.GetValue(latency)),
            parsed.GetValue(temporal),
            cancellationToken));
        return command;
    }

    private static async Task RunAsync(
        int count, int inFlight, int warmUps, TimeSpan latency, TemporalMode temporal, CancellationToken cancellationToken)
    {
        using var made = MadeCatalog.Of(warmUps + count, Seed);
        await using var stack = await RunningStack.StartAsync(made.Options() with { Latency = latency, Temporal = temporal }, cancellationToken);
        using var client = new StackClient(stack);
        await client.MakePlaylistAsync(Playlist);
        foreach (var song in made.Songs.Take(warmUps))
        {
            await client.FinishAsync(await client.PostSongAsync(Playlist, song));
        }

        Console.WriteLine(JsonSerializer.Serialize(
            await MeasureAsync(stack, client, [.. made.Songs.Skip(warmUps)], inFlight, cancellationToken), JsonSerializerOptions.Web));
    }

    // Only the playlist is asked meanwhile: a hundred status documents four times a second would be most of the work.
    private static async Task<BurstResult> MeasureAsync(
        RunningStack stack, StackClient client, IReadOnlyList<CatalogSong> songs, int inFlight, CancellationToken cancellationToken)
    {
        var present = (await client.RowsAsync(Playlist)).Count;
        var actionsBefore = await TemporalActions.CountAsync(stack.TemporalAddress);
        await client.ResetCallsAsync();
        var ids = new string[songs.Count];
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForAsync(
            0,
            songs.Count,
            new ParallelOptions { MaxDegreeOfParallelism = inFlight, CancellationToken = cancellationToken },
            async (at, _) => ids[at] = await client.PostSongAsync(Playlist, songs[at]));
        var posted = Stopwatch.GetElapsedTime(started);
        while ((await client.RowsAsync(Playlist)).Count < present + songs.Count && Stopwatch.GetElapsedTime(started) < Limit)
        {
            await Task.Delay(PollInterval, cancellationToken);
        }

        var written = Stopwatch.GetElapsedTime(started);
        foreach (var id in ids)
        {
            await client.FinishAsync(id);
        }

        var finished = Stopwatch.GetElapsedTime(started);
        var calls = await client.CallsAsync();
        var rows = await client.RowsAsync(Playlist);
        var actions = await TemporalActions.CountAsync(stack.TemporalAddress) - actionsBefore;
        return new BurstResult(
            Math.Round(songs.Count / written.TotalSeconds, 2),
            Math.Round(posted.TotalSeconds, 2),
            Math.Round(written.TotalSeconds, 2),
            Math.Round(finished.TotalSeconds, 2),
            Math.Round(calls.Total / (double)songs.Count, 3),
            calls.Writes,
            Math.Round(actions / (double)songs.Count, 2),
            rows.Count - rows.Distinct(StringComparer.Ordinal).Count(),
            present + songs.Count - rows.Distinct(StringComparer.Ordinal).Count());
    }

    private sealed record BurstResult(
        double SongsPerSecond,
        double PostedAfterSeconds,
        double WrittenAfterSeconds,
        double FinishedAfterSeconds,
        double SpotifyCallsPerSong,
        int Writes,
        double TemporalActionsPerSong,
        int Doubled,
        int Lost);
}
