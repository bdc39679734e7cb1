using System.ComponentModel;
using ModelContextProtocol.Server;
using MusicSync.McpHost.Spotify;

namespace MusicSync.McpHost.Tools;

/// <summary>Who is signed in.</summary>
[McpServerToolType]
internal sealed class ProfileTools(CatalogClient spotify)
{
    [McpServerTool(
        Name = "get_user_profile", Title = "Get user profile", ReadOnly = true, Destructive = false, Idempotent = true,
        OpenWorld = true, UseStructuredContent = true)]
    [Description("Reads who is signed in to Spotify, always from Spotify; fails when the sign-in has expired.")]
    public Task<UserProfile> GetUserProfileAsync(CancellationToken cancellationToken = default) =>
        spotify.GetProfileAsync(cancellationToken);
}
