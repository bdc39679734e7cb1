using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.EndToEnd.Tests.Support;
using MusicSync.SpotifySimulator.Catalog;
using MusicSync.SpotifySimulator.Hosting;
using MusicSync.Worker.Api.Parked;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Spotify;
using MusicSync.Worker.Syncs;

namespace MusicSync.EndToEnd.Tests.Hours;

/// <summary>
/// Simulator, MCP host and worker in this process, talking HTTP to each other, on a Temporal that skips hours: all with the
/// production's times and one clock.
/// </summary>
internal sealed class SkippingStack : IAsyncDisposable
{
    private const int Seed = 20261124;

    private readonly TemporaryFolder _folder = new();
    private readonly MadeSongs _made;
    private SkippingTime? _temporal;
    private SpotifySimulatorServer? _spotify;
    private WebApplication? _host;
    private WebApplication? _worker;

    private readonly Action<WebApplicationBuilder> _configure;

    private SkippingStack(int songs, Action<WebApplicationBuilder> configure) => (_made, _configure) = (new MadeSongs(songs, Seed), configure);

    public IReadOnlyList<MadeSong> Songs => _made.Songs;

    public IReadOnlyList<string> Uris => [.. Songs.Select(song => song.Uri)];

    public SpotifySimulatorServer Spotify => _spotify!;

    public McpToolCaller Mcp => _worker!.Services.GetRequiredService<McpToolCaller>();

    /// <summary>What lets parked work go on once somebody has signed in.</summary>
    public ParkedWork Parked => _worker!.Services.GetRequiredService<ParkedWork>();

    /// <summary>How often the worker has connected to the host.</summary>
    public int Connects => _worker!.Services.GetRequiredService<McpServers>()[SpotifyTools.Server].Connection.Connects;

    public WorkerApi Worker { get; private set; } = null!;

    public DateTimeOffset Now => _temporal!.Clock.GetUtcNow();

    public Uri WorkerUrl => UrlOf(_worker!);

    public static Task<SkippingStack> StartAsync(SkippingServer server, int songs) => StartAsync(server, songs, _ => { });

    /// <summary>Starts it with a worker that has something more.</summary>
    public static async Task<SkippingStack> StartAsync(SkippingServer server, int songs, Action<WebApplicationBuilder> configure)
    {
        var stack = new SkippingStack(songs, configure);
        var started = false;
        try
        {
            await stack.StartAsync(server);
            started = true;
            return stack;
        }
        finally
        {
            if (!started)
            {
                await stack.DisposeAsync();
            }
        }
    }

    /// <summary>Lets that much time pass at once.</summary>
    public Task SkipAsync(TimeSpan time) => _temporal!.SkipAsync(time);

    /// <summary>Lets time pass until just after a moment.</summary>
    public Task SkipToAsync(DateTimeOffset moment) => SkipAsync(moment - Now + TimeSpan.FromSeconds(1));

    /// <summary>A sync of all songs into an empty playlist.</summary>
    public async Task<string> StartSyncAsync(string playlist)
    {
        Spotify.Playlists.Set(playlist, [], name: null, ownerId: null);
        return await Worker.StartAsync(new { playlist, songs = Songs.Select(song => new { song.Title, song.Artist }) });
    }

    /// <summary>Waits until a timer of the sync is running; a Temporal does not say what its retries wait for.</summary>
    public Task<SyncStatus> UntilWaitingAsync(string sync) =>
        Worker.WaitAsync(sync, status => status is { State: SyncState.Waiting, Waiting.Until: not null });

    /// <summary>The history of a sync's workflow.</summary>
    public WorkflowHistory HistoryOf(string sync) => HistoryOfWorkflow($"sync/{sync}");

    public WorkflowHistory HistoryOfWorkflow(string id) => new(_temporal!.Client.Connection.Options.TargetHost!, id);

    public async ValueTask DisposeAsync()
    {
        Worker?.Dispose();
        foreach (var app in new[] { _worker, _host }.OfType<WebApplication>())
        {
            await app.StopAsync(CancellationToken.None);
            await app.DisposeAsync();
        }

        foreach (var server in new IAsyncDisposable?[] { _spotify, _temporal }.OfType<IAsyncDisposable>())
        {
            await server.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task StartAsync(SkippingServer server)
    {
        _temporal = await SkippingTime.StartAsync(server);
        _spotify = await SpotifySimulatorServer.StartAsync(
            new SimulatorOptions { Catalog = TrackCatalog.Load(_made.WriteCatalog(_folder.Root)), Time = _temporal.Clock },
            TestContext.Current.CancellationToken);
        _host = await HostInProcess.StartAsync(_spotify, _folder.Root, _temporal.Clock);
        _worker = await WorkerInProcess.StartAsync(_temporal.Client, UrlOf(_host), _folder.Root, _temporal.Clock, _configure);
        Worker = new WorkerApi(UrlOf(_worker));
    }

    private static Uri UrlOf(WebApplication app) => new(app.Urls.Single());
}
