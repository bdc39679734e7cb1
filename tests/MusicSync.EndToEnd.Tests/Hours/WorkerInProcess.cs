using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MusicSync.ServiceDefaults;
using MusicSync.Worker.Agents;
using MusicSync.Worker.Api;
using MusicSync.Worker.Api.Agents;
using MusicSync.Worker.Api.Orders;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Orders;
using MusicSync.Worker.Playlists.Naming;
using MusicSync.Worker.Playlists.Reading;
using MusicSync.Worker.Playlists.Writer;
using MusicSync.Worker.Sessions;
using MusicSync.Worker.Sources;
using MusicSync.Worker.Spotify;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Temporal;
using Temporalio.Client;

namespace MusicSync.EndToEnd.Tests.Hours;

/// <summary>The worker as its Program.cs builds it, with a clock and a Temporal of the test's.</summary>
internal static class WorkerInProcess
{
    public static async Task<WebApplication> StartAsync(ITemporalClient temporal, Uri mcpHost, string folder, TimeProvider time, Action<WebApplicationBuilder> configure)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = folder });
        builder.Configuration.AddInMemoryCollection([new("urls", "http://127.0.0.1:0")]);
        builder.Logging.ClearProviders();
        builder.AddServiceDefaults();
        builder.Services.AddSingleton(time);
        builder.Services.AddMcp().AddSpotify(new Uri(mcpHost, "mcp"));
        builder.Services.AddSessions();
        builder.Services.AddTemporalWorker().AddSyncs().AddPlaylistReading().AddPlaylistNames().AddPlaylistWriter();
        builder.Services.AddAgents().AddSources().AddOrders();
        builder.Services.AddSingleton(temporal);
        builder.Services.AddApi();
        configure(builder);
        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseSlashedIds();
        app.MapDefaultEndpoints();
        app.MapMcpHealth();
        app.MapSyncs();
        app.MapAgents();
        app.MapOrders();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
