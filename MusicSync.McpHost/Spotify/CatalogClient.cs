using MusicSync.McpHost.Failures;
using MusicSync.McpHost.Http;
using MusicSync.McpHost.Spotify.Wire;

namespace MusicSync.McpHost.Spotify;

/// <summary>Search, tracks and the user's profile.</summary>
internal sealed class CatalogClient(SpotifyTransport spotify)
{
    /// <summary>Longest search page of a Development Mode app.</summary>
    public const int PageSize = 10;

    /// <summary>Always asks for a whole page: it costs the same, and the answer can be remembered for any limit.</summary>
    public async Task<IReadOnlyList<Track>> SearchAsync(string query, CancellationToken cancellationToken)
    {
        var answer = await spotify.ReadAsync(
            $"search?type=track&limit={PageSize}&q={Uri.EscapeDataString(query)}",
            scope: null,
            WireJson.Default.WireSearch,
            cancellationToken);
        return [.. (answer.Tracks?.Items ?? []).Select(WireMapping.ToTrack).OfType<Track>()];
    }

    public async Task<Track> GetTrackAsync(string id, CancellationToken cancellationToken)
    {
        var wire = await spotify.ReadAsync($"tracks/{id}", scope: null, WireJson.Default.WireTrack, cancellationToken);
        return wire.ToTrack() ?? throw IncompleteAnswer.Read("the track's id and name");
    }

    public async Task<UserProfile> GetProfileAsync(CancellationToken cancellationToken)
    {
        var wire = await spotify.ReadAsync("me", scope: null, WireJson.Default.WireUser, cancellationToken);
        return new UserProfile(wire.Id ?? throw IncompleteAnswer.Read("the user's id"), wire.AccountId, wire.DisplayName);
    }
}
