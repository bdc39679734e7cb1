using Microsoft.Extensions.Configuration;
using MusicSync.AppHost.Services;

namespace MusicSync.AppHost.Spotify;

/// <summary>A real account. The values are asked for in the dashboard and can be kept in user secrets.</summary>
internal sealed record SpotifyAccount(
    IResourceBuilder<ParameterResource> ClientId,
    IResourceBuilder<ParameterResource> ClientSecret,
    IResourceBuilder<ParameterResource> RefreshToken,
    IResourceBuilder<ParameterResource> RedirectUri) : SpotifySource
{
    private const string ClientIdName = "spotify-client-id";

    // The one place where an app comes from, and what it must be told.
    private const string WhereFrom =
        "Client id of your app in the [Spotify dashboard](https://developer.spotify.com/dashboard).";

    /// <summary>Whether there is a client id, which is what switches the simulator off.</summary>
    public static bool IsConfigured(IConfiguration configuration) =>
        !string.IsNullOrWhiteSpace(configuration[$"Parameters:{ClientIdName}"]);

    public static SpotifyAccount AddTo(IDistributedApplicationBuilder builder) => new(
        builder.AddParameter(ClientIdName).WithDescription(WhereFrom, enableMarkdown: true),
        builder.AddParameter("spotify-client-secret", new TextDefault(""), secret: true)
            .WithDescription("Client secret of that app; stays empty for an app that signs in with PKCE."),
        builder.AddParameter("spotify-refresh-token", new TextDefault(""), secret: true)
            .WithDescription("Stays empty: sign in at `/signin`. One that was made elsewhere is taken over.", enableMarkdown: true),
        builder.AddParameter("spotify-redirect-uri", new TextDefault(""))
            .WithDescription(
                "When published, the worker's public address with `/signin/callback`, as registered for the app; empty on loopback.",
                enableMarkdown: true));

    /// <summary>
    /// The same for a run with the simulator: nobody is asked, but the dashboard shows where an account is given. The values
    /// count from the next start on.
    /// </summary>
    public static void ShowIn(IDistributedApplicationBuilder builder)
    {
        const string Then = " Save it to user secrets and start again: the simulator then gives way to your account.";
        builder.AddParameter(ClientIdName, new TextDefault("")).WithDescription(WhereFrom + Then, enableMarkdown: true);
        builder.AddParameter("spotify-client-secret", new TextDefault(""), secret: true)
            .WithDescription("Client secret of that app; stays empty for an app that signs in with PKCE.");
        builder.AddParameter("spotify-refresh-token", new TextDefault(""), secret: true)
            .WithDescription("Stays empty: sign in with the MCP host's link instead.");
    }

    public override void ApplyTo(IResourceBuilder<ProjectResource> mcpHost) => mcpHost
        .WithEnvironment("Spotify__ClientId", ClientId)
        .WithEnvironment("Spotify__ClientSecret", ClientSecret)
        .WithEnvironment("Spotify__RefreshToken", RefreshToken)
        .WithEnvironment("Spotify__RedirectUri", RedirectUri);
}
