namespace MusicSync.AppHost.Spotify;

/// <summary>What the MCP host talks to: a user's account at Spotify, or the simulator.</summary>
internal abstract record SpotifySource
{
    public abstract void ApplyTo(IResourceBuilder<ProjectResource> mcpHost);
}
