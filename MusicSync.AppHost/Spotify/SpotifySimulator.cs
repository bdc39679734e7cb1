using System.Net.Http.Json;
using MusicSync.AppHost.Services;

namespace MusicSync.AppHost.Spotify;

/// <summary>The stand-in for Spotify, so that everything can be tried without an account.</summary>
internal sealed record SpotifySimulator(IResourceBuilder<ProjectResource> Project) : SpotifySource
{
    /// <summary>A larger catalogue than the simulator's own, CSV or CSV.GZ.</summary>
    private const string CatalogKey = "Simulator:Catalog";

    public static SpotifySimulator AddTo(IDistributedApplicationBuilder builder)
    {
        string[] arguments = builder.Configuration[CatalogKey] is { Length: > 0 } catalog
            ? ["--catalog", Path.GetFullPath(catalog)]
            : [];
        return new SpotifySimulator(
            builder.AddService<Projects.MusicSync_SpotifySimulator>("spotify-simulator", "/_simulator/calls")
                .WithArgs(arguments)
                .WithUrlForEndpoint("http", url => url.Url = "/_simulator/playlists")
                .WithHttpCommand(
                    "/_simulator/faults", "Run a fault: 429 storm", commandName: "storm", commandOptions: Storm)
                .WithHttpCommand(
                    "/_simulator/faults", "Clear faults", commandName: "clear-faults", commandOptions: ClearFaults));
    }

    public override void ApplyTo(IResourceBuilder<ProjectResource> mcpHost)
    {
        var origin = Project.GetEndpoint("http");
        mcpHost
            // The simulator accepts exactly these; they open nothing else.
            .WithEnvironment("Spotify__ClientId", "simulator-client")
            .WithEnvironment("Spotify__ClientSecret", "simulator-secret")
            .WithEnvironment("Spotify__RefreshToken", "simulator-refresh-token")
            .WithEnvironment("Spotify__ApiUrl", ReferenceExpression.Create($"{origin}/v1/"))
            .WithEnvironment("Spotify__AccountsUrl", ReferenceExpression.Create($"{origin}/"))
            .WaitFor(Project);
    }

    private static HttpCommandOptions Storm => new()
    {
        Description = "Every second of the next 200 calls is answered 429 with a wait of 5 s.",
        IconName = "WeatherThunderstorm",
        PrepareRequest = context =>
        {
            context.Request.Content = JsonContent.Create(
                new { endpoint = "*", fault = "rate_limited", every = 2, times = 100, retryAfterSeconds = 5 });
            return Task.CompletedTask;
        },
    };

    private static HttpCommandOptions ClearFaults => new()
    {
        Method = HttpMethod.Delete,
        Description = "Ends all faults that were set with POST /_simulator/faults.",
        IconName = "Broom",
    };
}
