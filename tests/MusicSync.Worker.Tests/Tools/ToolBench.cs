using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Client;
using MusicSync.ServiceDefaults;
using MusicSync.ServiceDefaults.Access;
using MusicSync.Worker.Agents;
using MusicSync.Worker.Api;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Playlists.Naming;
using MusicSync.Worker.Playlists.Reading;
using MusicSync.Worker.Playlists.Writer;
using MusicSync.Worker.Spotify;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Temporal;
using MusicSync.Worker.Tools;

namespace MusicSync.Worker.Tests.Tools;

/// <summary>The worker's MCP endpoint over HTTP, while neither Temporal nor the MCP host is there, and a client of it.</summary>
public sealed class ToolBench : IAsyncLifetime
{
    public const string Key = "the-key-of-this-test";

    private WebApplication? _app;
    private McpClient? _client;

    public McpClient Client => _client!;

    public Uri Endpoint => new(_app!.Urls.Single() + ToolServerExtensions.Path);

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = Path.GetTempPath() });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection([new("urls", "http://127.0.0.1:0"), new("Access:ApiKey", Key), new("ConnectionStrings:temporal", "127.0.0.1:1")]);
        builder.Logging.ClearProviders();
        builder.AddServiceDefaults();
        builder.Services.AddAccess();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddMcp().AddSpotify(new Uri("http://127.0.0.1:1/mcp"));
        builder.Services.AddTemporalWorker().AddSyncs().AddPlaylistReading().AddPlaylistNames().AddPlaylistWriter().AddAgents();
        builder.Services.AddApi().AddToolServer();
        _app = builder.Build();
        _app.UseExceptionHandler();
        _app.UseStatusCodePages();
        _app.UseAccess();
        _app.MapApi();
        _app.MapToolServer();
        await _app.StartAsync(TestContext.Current.CancellationToken);
        _client = await McpClient.CreateAsync(
            new HttpClientTransport(new HttpClientTransportOptions
            {
                Endpoint = Endpoint,
                TransportMode = HttpTransportMode.StreamableHttp,
                AdditionalHeaders = new Dictionary<string, string> { ["Authorization"] = $"Bearer {Key}" },
            }),
            cancellationToken: TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _client!.DisposeAsync();
        await _app!.DisposeAsync();
    }
}
