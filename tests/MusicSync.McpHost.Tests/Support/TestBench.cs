using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using MusicSync.SpotifySimulator.Accounts;
using MusicSync.SpotifySimulator.Catalog;
using MusicSync.SpotifySimulator.Faults;
using MusicSync.SpotifySimulator.Hosting;

namespace MusicSync.McpHost.Tests.Support;

/// <summary>Simulator, host and a connected client, all over loopback.</summary>
internal sealed class TestBench : IAsyncDisposable
{
    public const string Items = "/v1/playlists/{id}/items";

    private readonly TempFolder _folder;
    private readonly Func<Task<HostServer>> _startHost;

    private TestBench(
        TempFolder folder, SpotifySimulatorServer spotify, Func<Task<HostServer>> startHost, HostServer host, McpClient client) =>
        (_folder, Spotify, _startHost, Host, Client) = (folder, spotify, startHost, host, client);

    public string DataDirectory => _folder.Path;

    public SpotifySimulatorServer Spotify { get; }

    public HostServer Host { get; private set; }

    public McpClient Client { get; private set; }

    public static Task<TestBench> StartAsync() => StartAsync(new SimulatorOptions(), [], _ => { });

    public static Task<TestBench> StartAsync(Dictionary<string, string?> settings) => StartAsync(new SimulatorOptions(), settings, _ => { });

    public static async Task<TestBench> StartAsync(
        SimulatorOptions options, Dictionary<string, string?> settings, Action<IServiceCollection> configure)
    {
        var folder = new TempFolder();
        var spotify = await SpotifySimulatorServer.StartAsync(options, TestContext.Current.CancellationToken);
        var all = Settings(spotify.ApiUrl, spotify.AccountsUrl, folder);
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        var host = await HostServer.StartAsync(all, configure);
        return new TestBench(
            folder, spotify, () => HostServer.StartAsync(all, configure), host, await Mcp.ConnectAsync(host.Mcp));
    }

    /// <summary>Simulator and host with one clock, which stands still until it is moved on.</summary>
    public static Task<TestBench> StartAsync(FakeTimeProvider time, Dictionary<string, string?> settings) => StartAsync(
        new SimulatorOptions { Time = time }, settings, services => services.AddSingleton<TimeProvider>(time));

    /// <summary>Ends the host without letting it finish anything, and starts another one on the same data directory.</summary>
    public async Task RestartHostAsync()
    {
        await Client.DisposeAsync();
        await Host.DisposeAsync();
        Host = await _startHost();
        Client = await Mcp.ConnectAsync(Host.Mcp);
    }

    public static Dictionary<string, string?> Settings(Uri api, Uri accounts, TempFolder folder) => new()
    {
        ["Spotify:ApiUrl"] = api.ToString(),
        ["Spotify:AccountsUrl"] = accounts.ToString(),
        ["Spotify:ClientId"] = SimulatorAccount.ClientId,
        ["Spotify:ClientSecret"] = SimulatorAccount.ClientSecret,
        ["Spotify:RefreshToken"] = SimulatorAccount.RefreshToken,
        ["MusicSync:DataDirectory"] = folder.Path,
    };

    public CatalogTrack Track(string title) => Spotify.Catalog.Tracks.Single(track => track.Title == title);

    public string[] Uris(int count) => [.. Spotify.Catalog.Tracks.Take(count).Select(track => track.Uri)];

    public Task<CallToolResult> CallAsync(string tool, object arguments, JsonObject? meta = null) => Client.CallAsync(tool, arguments, meta);

    public Task<CallToolResult> SearchAsync(string query) => CallAsync("search_tracks", new { query });

    public void Fail(FaultKind kind, string endpoint = "*") => Spotify.Faults.Add(new FaultRule(kind) { Endpoint = endpoint });

    public int Calls(string endpoint) => Spotify.Calls.ByEndpoint.GetValueOrDefault(endpoint);

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Host.DisposeAsync();
        await Spotify.DisposeAsync();
        _folder.Dispose();
    }
}
