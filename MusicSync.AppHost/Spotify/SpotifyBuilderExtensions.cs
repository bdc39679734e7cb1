namespace MusicSync.AppHost.Spotify;

/// <summary>Adds what stands for Spotify, and the MCP host's side of it.</summary>
internal static class SpotifyBuilderExtensions
{
    /// <summary>The simulator, unless the client id of an app is configured or the application is published.</summary>
    public static SpotifySource AddSpotify(this IDistributedApplicationBuilder builder) =>
        builder.ExecutionContext.IsRunMode && !SpotifyAccount.IsConfigured(builder.Configuration)
            ? SpotifySimulator.AddTo(builder)
            : SpotifyAccount.AddTo(builder);

    public static IResourceBuilder<ProjectResource> WithSpotify(
        this IResourceBuilder<ProjectResource> mcpHost, SpotifySource spotify)
    {
        spotify.ApplyTo(mcpHost);
        return mcpHost;
    }

    /// <summary>Shows where MCP clients connect, in the dashboard and to <c>aspire mcp</c>, and where a person signs in.</summary>
    public static IResourceBuilder<ProjectResource> WithMcpEndpoint(this IResourceBuilder<ProjectResource> mcpHost)
    {
#pragma warning disable ASPIREMCP001 // The only way to let the Aspire CLI call the tools; goes when the API is stable.
        mcpHost.WithMcpServer("/mcp", endpointName: "http");
#pragma warning restore ASPIREMCP001
        return mcpHost
            .WithUrlForEndpoint("http", url => (url.Url, url.DisplayText) = ("/mcp", "MCP endpoint"))
            .WithUrlForEndpoint("http", endpoint => new ResourceUrlAnnotation { Url = "/signin", DisplayText = "Sign in to Spotify", Endpoint = endpoint });
    }
}
