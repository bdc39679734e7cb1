using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MusicSync.McpHost;
using MusicSync.SpotifySimulator.Accounts;
using MusicSync.SpotifySimulator.Hosting;

namespace MusicSync.EndToEnd.Tests.Hours;

/// <summary>The MCP host as its Program.cs builds it, on a loopback port, with a clock of the test's.</summary>
internal static class HostInProcess
{
    public static async Task<WebApplication> StartAsync(SpotifySimulatorServer spotify, string dataDirectory, TimeProvider time)
    {
        // Not the test's own folder, where the settings of several applications meet.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = dataDirectory });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["Spotify:ApiUrl"] = spotify.ApiUrl.AbsoluteUri,
            ["Spotify:AccountsUrl"] = spotify.AccountsUrl.AbsoluteUri,
            ["Spotify:ClientId"] = SimulatorAccount.ClientId,
            ["Spotify:ClientSecret"] = SimulatorAccount.ClientSecret,
            ["Spotify:RefreshToken"] = SimulatorAccount.RefreshToken,
            ["MusicSync:DataDirectory"] = dataDirectory,
        });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(time);
        var app = HttpHost.Build(builder);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
