using MusicSync.McpHost.Failures;
using MusicSync.McpHost.Http;
using MusicSync.McpHost.Spotify.Wire;

namespace MusicSync.McpHost.Spotify;

/// <summary>Search, tracks, albums and the user's profile.</summary>
internal sealed class CatalogClient(SpotifyTransport spotify)
{
    /// <summary>Longest search page of a Development Mode app.</summary>
    public const int PageSize = 10;

    /// <summary>Tracks in one page of an album: what comes with the album itself, and the most one may ask for.</summary>
    private const int AlbumPageSize = 50;

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

    /// <summary>The album with its first tracks, or further ones, which come without what is the album's: one call each.</summary>
    public async Task<Album> GetAlbumAsync(string id, int offset, CancellationToken cancellationToken)
    {
        if (offset == 0)
        {
            var album = await spotify.ReadAsync($"albums/{id}", scope: null, WireJson.Default.WireAlbum, cancellationToken);
            return album.ToAlbum(id, AlbumPageSize) ?? throw IncompleteAnswer.Read("the album's tracks");
        }

        var page = await spotify.ReadAsync(
            $"albums/{id}/tracks?offset={offset}&limit={AlbumPageSize}", scope: null, WireJson.Default.WirePageWireTrack, cancellationToken);
        return page.ToAlbum(id, offset, AlbumPageSize);
    }

    public async Task<UserProfile> GetProfileAsync(CancellationToken cancellationToken)
    {
        var wire = await spotify.ReadAsync("me", scope: null, WireJson.Default.WireUser, cancellationToken);
        return new UserProfile(wire.Id ?? throw IncompleteAnswer.Read("the user's id"), wire.AccountId, wire.DisplayName);
    }
}
