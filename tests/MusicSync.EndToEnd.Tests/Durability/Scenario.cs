using MusicSync.EndToEnd.Tests.Support;
using MusicSync.LocalStack;
using MusicSync.Worker.Playlists.Writer;
using MusicSync.Worker.Syncs;

namespace MusicSync.EndToEnd.Tests.Durability;

/// <summary>One sync into a playlist of its own, from the first call to the exact list: the language of these tests.</summary>
internal sealed class Scenario(DurabilityStack fixture, IReadOnlyList<MadeSong> songs, IReadOnlyList<string> others) : IAsyncDisposable
{
    public WorkerApi Worker { get; private set; } = fixture.Worker();

    public SimulatorApi Spotify { get; } = fixture.Spotify();

    public RunningStack Stack => fixture.Stack;

    public IReadOnlyList<MadeSong> Songs => songs;

    /// <summary>Rows somebody else put there before.</summary>
    public IReadOnlyList<string> Others => others;

    public IReadOnlyList<string> Uris { get; } = [.. songs.Select(song => song.Uri)];

    public string Playlist { get; } = fixture.NewPlaylistId();

    public string SyncId { get; private set; } = "";

    public ItemFaults Faults => new(Spotify, Playlist);

    public WorkflowHistory Writer => new(fixture.Stack.TemporalAddress, PlaylistWorkflow.IdOf(Playlist));

    public WorkflowHistory Sync => new(fixture.Stack.TemporalAddress, $"sync/{SyncId}");

    /// <summary>A scenario whose playlist holds two rows of somebody else.</summary>
    public static Task<Scenario> PrepareAsync(DurabilityStack fixture) =>
        PrepareAsync(fixture, fixture.Take(Chaos.Songs), [.. fixture.Take(2).Select(song => song.Uri)]);

    public static async Task<Scenario> PrepareAsync(
        DurabilityStack fixture, IReadOnlyList<MadeSong> songs, IReadOnlyList<string> others)
    {
        var scenario = new Scenario(fixture, songs, others);
        await scenario.Spotify.ClearFaultsAsync();
        await scenario.Spotify.PutPlaylistAsync(scenario.Playlist, others);
        await scenario.Spotify.ResetCallsAsync();
        return scenario;
    }

    /// <summary>Starts a sync of all songs; with their URIs nothing has to be searched.</summary>
    public Task StartAsync() => StartAsync(songs.Select(song => new { song.Title, song.Artist }));

    public Task StartByUriAsync() => StartAsync(songs.Select(song => new { song.Title, song.Artist, song.Uri }));

    public async Task StartAsync(IEnumerable<object> rows) =>
        SyncId = await Worker.StartAsync(new { playlist = Playlist, songs = rows });

    public async Task<SyncStatus> UntilAsync(SyncState state) =>
        await Worker.WaitAsync(SyncId, status => status.State == state);

    /// <summary>Waits until so many calls of an endpoint have reached Spotify, answered or not.</summary>
    public Task UntilCallsAsync(string endpoint, int count) => Eventually.TrueAsync(
        async () => (await Spotify.CallsAsync()).ByEndpoint.GetValueOrDefault(endpoint) >= count);

    /// <summary>Waits until so many calls of any kind have reached Spotify.</summary>
    public Task UntilTotalAsync(int count) => Eventually.TrueAsync(async () => (await Spotify.CallsAsync()).Total >= count);

    /// <summary>Waits until so many rows are in the playlist.</summary>
    public Task UntilRowsAsync(int count) =>
        Eventually.TrueAsync(async () => (await Spotify.PlaylistAsync(Playlist)).Items.Count >= count);

    /// <summary>Waits until the playlist's writer has begun an activity of this type.</summary>
    public Task UntilWriterDoesAsync(string activity) =>
        Eventually.TrueAsync(async () => (await Writer.ActivitiesAsync()).Contains(activity));

    /// <summary>Asks another worker than this one from now on.</summary>
    public void AskAnotherThan(string worker)
    {
        Worker.Dispose();
        var other = Enumerable.Range(1, Stack.WorkerUrls.Count).First(number => ServiceNames.WorkerOf(number) != worker);
        Worker = new WorkerApi(Stack.WorkerUrls[other - 1]);
    }

    /// <summary>The end of almost every scenario: others' rows untouched, then all songs in order, and no repair.</summary>
    public Task<SyncStatus> EndsExactlyAsync() => EndsExactlyAsync([.. others, .. Uris]);

    public async Task<SyncStatus> EndsExactlyAsync(IReadOnlyList<string> expected)
    {
        var status = await Worker.CompleteAsync(SyncId);
        await HoldsExactlyAsync(expected);
        Assert.Equal(0, status.Changes.Removed);
        await WasNotRepairedAsync();
        return status;
    }

    public async Task HoldsExactlyAsync(IReadOnlyList<string> expected)
    {
        await WriteRepeatsAsync();
        Assert.Equal(expected, (await Spotify.PlaylistAsync(Playlist)).Items);
    }

    public async Task WasNotRepairedAsync() => Assert.DoesNotContain("playlist.repair", await Writer.ActivitiesAsync());

    /// <summary>Searches that Spotify answered more than once for these songs.</summary>
    public async Task<int> RepeatedSearchesAsync() => (await Spotify.CallsAsync()).Searches - songs.Count;

    public async ValueTask DisposeAsync()
    {
        await Spotify.ClearFaultsAsync();
        Spotify.Dispose();
        Worker.Dispose();
    }

    private async Task WriteRepeatsAsync()
    {
        var calls = await Spotify.CallsAsync();
        var writes = calls.ByEndpoint.GetValueOrDefault(Endpoints.Write);
        var needed = (songs.Count + 99) / 100;
        Chaos.Write(
            $"{songs.Count} songs: {calls.Searches} searches ({Math.Max(0, calls.Searches - songs.Count)} repeated), "
            + $"{writes} writes ({Math.Max(0, writes - needed)} repeated), "
            + $"{calls.ByEndpoint.GetValueOrDefault(Endpoints.Read)} reads, {calls.Total} calls");
    }
}
