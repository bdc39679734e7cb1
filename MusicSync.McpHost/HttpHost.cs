using Microsoft.AspNetCore.Server.Kestrel.Core;
using MusicSync.McpHost.SignIn;
using MusicSync.McpHost.Tools;
using MusicSync.ServiceDefaults;
using MusicSync.ServiceDefaults.Access;

namespace MusicSync.McpHost;

/// <summary>The host as a web service: MCP over HTTP, health, access control.</summary>
internal static class HttpHost
{
    public const string McpPath = "/mcp";
    public const string DefaultAddress = "http://127.0.0.1:5310";

    // The longest call is add_to_playlist with 100 URIs, about 5 KB.
    private const int MaxRequestBodySize = 1024 * 1024;

    // Settings lie beside the program, wherever it is started from.
    public static IHost Build(string[] args) => Build(WebApplication.CreateBuilder(
        new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory }));

    public static WebApplication Build(WebApplicationBuilder builder)
    {
        builder.UseDefaultAddress();
        builder.AddServiceDefaults();
        builder.Services.AddAccess();
        builder.Services.AddMusicSyncMcp().WithMusicSyncHttp();
        builder.Services.AddSignIn();
        builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = MaxRequestBodySize);
        builder.Services.Configure<ExceptionHandlerOptions>(handler => handler.StatusCodeSelector = Status);

        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseAccess();
        app.UseMcpPage();
        app.MapDefaultEndpoints();
        app.MapSignIn();
        app.MapMcp(McpPath);
        return app;
    }

    private static int Status(Exception exception) => exception is Microsoft.AspNetCore.Http.BadHttpRequestException bad
        ? bad.StatusCode
        : StatusCodes.Status500InternalServerError;

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
