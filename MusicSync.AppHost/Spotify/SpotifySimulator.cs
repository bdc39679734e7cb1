using System.Net.Http.Json;
using MusicSync.AppHost.Services;

namespace MusicSync.AppHost.Spotify;

/// <summary>The stand-in for Spotify, so that everything can be tried without an account.</summary>
internal sealed record SpotifySimulator(IResourceBuilder<ProjectResource> Project) : SpotifySource
{
    /// <summary>A larger catalogue than the simulator's own, CSV or CSV.GZ.</summary>
    private const string CatalogKey = "Simulator:Catalog";

    /// <summary>How long each answer takes at least, in milliseconds: time to watch a sync, and to break it.</summary>
    private const string LatencyKey = "Simulator:LatencyMs";

    public static SpotifySimulator AddTo(IDistributedApplicationBuilder builder)
    {
        string[] arguments =
        [
            .. builder.Configuration[CatalogKey] is { Length: > 0 } catalog ? (string[])["--catalog", Path.GetFullPath(catalog)] : [],
            .. builder.Configuration[LatencyKey] is { Length: > 0 } latency ? (string[])["--latency-ms", latency] : [],
        ];
        SpotifyAccount.ShowIn(builder);
        return new SpotifySimulator(
            builder.AddService<Projects.MusicSync_SpotifySimulator>("spotify-simulator", "/_simulator/calls")
                .WithArgs(arguments)
                .WithUrlForEndpoint("http", url =>
                    (url.Url, url.DisplayText) = ("/_simulator/playlists", "Playlists of the simulator"))
                .WithFault("storm", "Fault: storm of 429", "WeatherThunderstorm",
                    "Every second of the next 200 calls is answered 429 with a wait of 5 s.",
                    new { endpoint = "*", fault = "rate_limited", every = 2, times = 100, retryAfterSeconds = 5 })
                .WithFault("quota", "Fault: quota used up", "DataUsage",
                    "Every call is answered 429 with reason QUOTA_EXCEEDED and a wait of an hour, until faults are cleared.",
                    new { endpoint = "*", fault = "quota" })
                .WithFault("revoked", "Fault: sign-in revoked", "PersonProhibited",
                    "The user took the consent back: syncs park with sign_in until faults are cleared and the sync is resumed.",
                    new { endpoint = "*", fault = "grant_revoked" })
                .WithFault("down", "Fault: Spotify down", "PlugDisconnected",
                    "Every call is answered 503, until faults are cleared.",
                    new { endpoint = "*", fault = "error_before", status = 503 })
                .WithHttpCommand("/_simulator/faults", "Clear faults", commandName: "clear-faults", commandOptions: new()
                {
                    Method = HttpMethod.Delete,
                    Description = "Ends all faults that were set.",
                    IconName = "Broom",
                }));
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
            .WithReferenceRelationship(Project);
    }
}

/// <summary>Buttons that let something go wrong at the simulated Spotify.</summary>
file static class SimulatorFaults
{
    public static IResourceBuilder<ProjectResource> WithFault(
        this IResourceBuilder<ProjectResource> simulator, string name, string text, string icon, string description, object fault) =>
        simulator.WithHttpCommand("/_simulator/faults", text, commandName: name, commandOptions: new()
        {
            Description = description,
            IconName = icon,
            PrepareRequest = context =>
            {
                context.Request.Content = JsonContent.Create(fault);
                return Task.CompletedTask;
            },
        });
}
