using MusicSync.AppHost.Services;

namespace MusicSync.AppHost.Spotify;

/// <summary>A real account. The three values are asked for in the dashboard and can be kept in user secrets.</summary>
internal sealed record SpotifyAccount(
    IResourceBuilder<ParameterResource> ClientId,
    IResourceBuilder<ParameterResource> ClientSecret,
    IResourceBuilder<ParameterResource> RefreshToken) : SpotifySource
{
    public const string ClientIdName = "spotify-client-id";

    public static SpotifyAccount AddTo(IDistributedApplicationBuilder builder) => new(
        builder.AddParameter(ClientIdName)
            .WithDescription(
                "Client id of your app in the [Spotify dashboard](https://developer.spotify.com/dashboard).",
                enableMarkdown: true),
        builder.AddParameter("spotify-client-secret", new TextDefault(""), secret: true)
            .WithDescription("Client secret of that app; stays empty for an app that signs in with PKCE."),
        builder.AddParameter("spotify-refresh-token", secret: true)
            .WithDescription("Refresh token of your sign-in to that app. Spotify lets it end after six months."));

    public override void ApplyTo(IResourceBuilder<ProjectResource> mcpHost) => mcpHost
        .WithEnvironment("Spotify__ClientId", ClientId)
        .WithEnvironment("Spotify__ClientSecret", ClientSecret)
        .WithEnvironment("Spotify__RefreshToken", RefreshToken);
}
