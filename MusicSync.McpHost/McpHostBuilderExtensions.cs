using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ModelContextProtocol.Protocol;
using MusicSync.McpHost.Authorization;
using MusicSync.McpHost.Quota;
using MusicSync.McpHost.Spotify;
using MusicSync.McpHost.Tools;

namespace MusicSync.McpHost;

/// <summary>Puts the host together.</summary>
internal static class McpHostBuilderExtensions
{
    public const string McpPath = "/mcp";

    private const string DefaultAddress = "http://127.0.0.1:5310";

    // The longest call is add_to_playlist with 100 URIs, about 5 KB.
    private const int LargestRequest = 1024 * 1024;

    private const string Instructions =
        "Searches Spotify and reads and edits the signed-in user's playlists. A failed call says in its text what to do.";

    public static WebApplicationBuilder AddMcpHost(this WebApplicationBuilder builder)
    {
        builder.UseDefaultAddress();
        builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = LargestRequest);
        builder.Services.Configure<ExceptionHandlerOptions>(handler => handler.StatusCodeSelector = Status);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddQuota().AddSpotifyAuthorization().AddSpotify();
        builder.Services
            .AddMcpServer(server =>
            {
                server.ServerInfo = new Implementation { Name = "musicsync-spotify", Title = "MusicSync: Spotify", Version = "1.0.0" };
                server.ServerInstructions = Instructions;
            })
            .WithMusicSyncHttp()
            .WithMusicSyncTools();
        return builder;
    }

    public static WebApplication MapMcpHost(this WebApplication app)
    {
        app.MapMcp(McpPath);
        return app;
    }

    private static int Status(Exception exception) =>
        exception is Microsoft.AspNetCore.Http.BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;

    // Not in appsettings.json, which would win over ASPNETCORE_URLS.
    private static void UseDefaultAddress(this WebApplicationBuilder builder)
    {
        string[] keys = ["urls", "http_ports", "https_ports"];
        if (keys.All(key => string.IsNullOrEmpty(builder.Configuration[key])))
        {
            builder.WebHost.UseUrls(DefaultAddress);
        }
    }
}
