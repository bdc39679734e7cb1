using System.ComponentModel;
using ModelContextProtocol.Server;
using MusicSync.McpHost.Authorization;
using MusicSync.McpHost.Spotify;

namespace MusicSync.McpHost.Tools;

/// <summary>Who is signed in.</summary>
[McpServerToolType]
internal sealed class ProfileTools(CatalogClient spotify, TokenStore signIns)
{
    [McpServerTool(
        Name = "get_user_profile", Title = "Get user profile", ReadOnly = true, Destructive = false, Idempotent = true,
        OpenWorld = true, UseStructuredContent = true)]
    [Description("Reads who is signed in to Spotify, always from Spotify; fails when the sign-in has expired.")]
    public async Task<UserProfile> GetUserProfileAsync(CancellationToken cancellationToken = default)
    {
        var asked = signIns.InForce;
        var profile = await spotify.GetProfileAsync(cancellationToken);
        if (asked is { AccountId: null })
        {
            signIns.Name(asked.Consent, profile.Id, profile.DisplayName);
        }

        return profile;
    }
}
