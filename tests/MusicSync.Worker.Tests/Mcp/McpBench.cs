using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Spotify;

namespace MusicSync.Worker.Tests.Mcp;

/// <summary>The worker's MCP layer against a scripted server, on a clock that stands still until the test moves it.</summary>
internal sealed class McpBench : IAsyncDisposable
{
    private static readonly SearchTracksArguments Arguments = new(Title: "A", Artist: "X");
    private readonly ServiceProvider _services;

    private McpBench(ScriptedMcpServer server)
    {
        Server = server;
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton<IConfiguration>(new ConfigurationManager())
            .AddSingleton(new McpShortPause(TimeSpan.FromSeconds(10)))
            .AddMcp()
            .AddSpotify(server.Endpoint)
            .BuildServiceProvider();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    public ScriptedMcpServer Server { get; private set; }

    public McpServer Spotify => Get<McpServers>()[SpotifyTools.Server];

    public McpCircuit Circuit => Spotify.Circuit;

    public int Connects => Spotify.Connection.Connects;

    /// <summary>A server that offers what the worker calls.</summary>
    public static async Task<McpBench> StartAsync()
    {
        var server = await ScriptedMcpServer.StartAsync();
        server.Tools = OfferedTools.Matching;
        return new McpBench(server);
    }

    /// <summary>What the health document says of the server.</summary>
    public Task<McpServerHealth> HealthAsync() => Get<McpHealth>().ReadAsync(SpotifyTools.Server, Token);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Task<McpAnswer<SearchTracksResult>> SearchAsync() => SearchUntilAsync(Token);

    public Task<McpAnswer<SearchTracksResult>> SearchUntilAsync(CancellationToken cancellationToken) =>
        Get<McpToolCaller>().CallAsync(SpotifyTools.SearchTracks, Arguments, McpCallContext.Bulk, cancellationToken);

    /// <summary>A search that is expected to fail.</summary>
    public async Task<McpFailure> FailAsync() => (await Assert.ThrowsAsync<McpCallException>(SearchAsync)).Failure;

    /// <summary>The server dies.</summary>
    public ValueTask StopServerAsync() => Server.DisposeAsync();

    /// <summary>The server is back on its port.</summary>
    public async Task StartServerAsync()
    {
        Server = await Server.RestartAsync();
        Server.Tools = OfferedTools.Matching;
    }

    /// <summary>Calls the dead server until the circuit opens.</summary>
    public async Task OpenCircuitAsync()
    {
        await StopServerAsync();
        while (Circuit.State is not McpCircuitState.Open)
        {
            Assert.Equal(McpFailureKind.McpUnavailable, (await FailAsync()).Kind);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Server.DisposeAsync();
    }
}
