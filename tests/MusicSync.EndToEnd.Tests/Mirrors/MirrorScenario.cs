using System.Text.Json;
using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.EndToEnd.Tests.Support;
using MusicSync.LocalStack;
using MusicSync.Worker.Playlists.Writer;
using MusicSync.Worker.Songs;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Syncs.Mirrors;
using MusicSync.Worker.Temporal;

namespace MusicSync.EndToEnd.Tests.Mirrors;

/// <summary>A playlist with rows of somebody else that mirrors one list after the other, each carrying what is the mirror's own.</summary>
internal sealed class MirrorScenario(DurabilityStack fixture) : IAsyncDisposable
{
    /// <summary>Rows that a next list has elsewhere.</summary>
    public const int Moves = 2;

    private IReadOnlyList<OwnTrack> _own = [];
    private string _sync = "";

    public WorkerApi Worker { get; } = fixture.Worker();

    public SimulatorApi Spotify { get; } = fixture.Spotify();

    public RunningStack Stack => fixture.Stack;

    public string Playlist { get; } = fixture.NewPlaylistId();

    /// <summary>Rows of somebody else, as they last set them.</summary>
    public IReadOnlyList<string> Others { get; set; } = [];

    public WorkflowHistory Writer => new(fixture.Stack.TemporalAddress, PlaylistWorkflow.IdOf(Playlist));

    /// <summary>A playlist with the rows of a first list among three of somebody else.</summary>
    public static async Task<MirrorScenario> PrepareAsync(DurabilityStack fixture, IReadOnlyList<string> first)
    {
        var scenario = new MirrorScenario(fixture) { Others = [.. fixture.Take(3).Select(song => song.Uri)] };
        await scenario.Spotify.ClearFaultsAsync();
        await scenario.Spotify.PutPlaylistAsync(scenario.Playlist, scenario.Others);
        await scenario.StartAsync(first);
        await scenario.EndsExactlyAsync(first);

        // Theirs at the front, in the middle and at the end.
        await scenario.Spotify.PutPlaylistAsync(
            scenario.Playlist,
            [scenario.Others[0], .. first.Take(first.Count / 2), scenario.Others[1], .. first.Skip(first.Count / 2), scenario.Others[2]]);
        await scenario.Spotify.ResetCallsAsync();
        return scenario;
    }

    /// <summary>A list that follows another one: some are gone, some are new, some have gone elsewhere.</summary>
    public static string[] Next(IReadOnlyList<string> list, IReadOnlyList<string> added, Random dice)
    {
        List<string> next = [.. list.Where(_ => dice.Next(4) > 0)];
        while (next.Count * 2 <= list.Count)
        {
            next = [.. next.Concat(list.Except(next).Take(1))];
        }

        for (var moves = 0; moves < Moves; moves++)
        {
            var song = next[dice.Next(next.Count)];
            next.Remove(song);
            next.Insert(dice.Next(next.Count + 1), song);
        }

        foreach (var song in added)
        {
            next.Insert(dice.Next(next.Count + 1), song);
        }

        return [.. next];
    }

    public Task StartAsync(IEnumerable<string> uris, bool confirmed = false) =>
        StartAsync(uris.Select(Row), confirmed);

    public static object Row(string uri) => new { title = "As its track", artist = "Somebody", uri };

    /// <summary>One of its tracks was added for this row.</summary>
    public void WasAddedFor(string uri, Song song) =>
        _own = [.. _own.Select(own => own.Uri == uri ? own with { Song = OwnTrack.KeyOf(song) } : own)];

    public async Task StartAsync(IEnumerable<object> songs, bool confirmed = false) =>
        _sync = await Worker.StartAsync(new { playlist = Playlist, songs, mirror = new { own = _own, confirmed } });

    public async Task<SyncStatus> EndsExactlyAsync(IReadOnlyList<string> list)
    {
        var status = await CompleteAsync();
        var rows = (await Spotify.PlaylistAsync(Playlist)).Items;
        Assert.Equal(list, rows.Except(Others));
        Assert.Equal(Others, rows.Where(Others.Contains));
        Assert.Equal(list.Count + Others.Count, rows.Count);
        Assert.Equal(list.Order(), _own.Select(own => own.Uri).Order());
        return status;
    }

    /// <summary>Cancels, and takes over what is the mirror's own then.</summary>
    public async Task CancelAsync()
    {
        await Worker.CancelAsync(_sync);
        await Worker.WaitAsync(_sync, status => status.FinishedAt is not null);
        await TakeOverAsync();
    }

    /// <summary>Waits for the end, and takes over what is the mirror's own then.</summary>
    public async Task<SyncStatus> CompleteAsync()
    {
        var status = await Worker.CompleteAsync(_sync);
        await TakeOverAsync();
        return status;
    }

    private async Task TakeOverAsync()
    {
        var report = JsonSerializer.Deserialize<JsonElement>(await Worker.GetAsync($"/syncs/{_sync}/report"));
        _own = report.GetProperty("own").Deserialize<OwnTrack[]>(TemporalJson.Options)!;
    }

    public Task UntilCallsAsync(string endpoint, int count) => Eventually.TrueAsync(
        async () => (await Spotify.CallsAsync()).ByEndpoint.GetValueOrDefault(endpoint) >= count);

    public Task UntilTotalAsync(int count) => Eventually.TrueAsync(async () => (await Spotify.CallsAsync()).Total >= count);

    /// <summary>The next call of this kind on the playlist's rows meets a fault.</summary>
    public Task OnNextAsync(string method, string fault, int? milliseconds = null) => Spotify.FaultAsync(
        new { endpoint = $"{method} /v1/playlists/{Playlist}/items", fault, times = 1, retryAfterSeconds = 1, milliseconds });

    public Task LaggingReadsAsync(TimeSpan lag) => new ItemFaults(Spotify, Playlist).LaggingReadsAsync(lag);

    public async ValueTask DisposeAsync()
    {
        await Spotify.ClearFaultsAsync();
        Spotify.Dispose();
        Worker.Dispose();
    }
}
