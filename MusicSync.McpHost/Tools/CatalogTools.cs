using System.ComponentModel;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using MusicSync.McpHost.Caching;
using MusicSync.McpHost.RateLimiting;
using MusicSync.McpHost.Spotify;

namespace MusicSync.McpHost.Tools;

/// <summary>Finding tracks and albums.</summary>
[McpServerToolType]
internal sealed class CatalogTools(CachedCatalog spotify, QuotaStore quota)
{
    private const int MaxAlbumOffset = 10_000;

    [McpServerTool(
        Name = "search_tracks", Title = "Search tracks", ReadOnly = true, Destructive = false, Idempotent = true, OpenWorld = true,
        UseStructuredContent = true, OutputSchemaType = typeof(SearchTracksResult))]
    [Description(
        "Searches Spotify's catalogue for tracks. Give either query or at least one of title, artist, album, isrc and year. "
        + "Spotify finds related tracks too and ranks without a score, so compare title, artists and duration before using one. "
        + "Answers are remembered: 30 days when something was found, 7 days when nothing was.")]
    public async Task<CallToolResult> SearchTracksAsync(
        [Description("Free text, sent as it is, at most 100 characters; not together with the other fields.")] string? query = null,
        [Description("Title of the track; shortened at the end when the search would exceed 100 characters.")] string? title = null,
        [Description("Name of an artist.")] string? artist = null,
        [Description("Name of the album.")] string? album = null,
        [Description("International Standard Recording Code, 12 letters and digits, with or without hyphens.")] string? isrc = null,
        [Description("Year of release or a range, such as 1999 or 1955-1960.")] string? year = null,
        [Description("Most tracks to return, 1 to 10.")] int limit = CatalogClient.PageSize,
        CancellationToken cancellationToken = default)
    {
        Arguments.InRange(limit, 1, CatalogClient.PageSize, nameof(limit));
        var terms = SearchArguments.Query(query, title, artist, album, isrc, year);
        var tracks = await spotify.SearchAsync(terms, cancellationToken);
        return StructuredResult.Of(new SearchTracksResult([.. tracks.Take(limit)]), Budget());
    }

    [McpServerTool(
        Name = "get_track", Title = "Get track", ReadOnly = true, Destructive = false, Idempotent = true, OpenWorld = true,
        UseStructuredContent = true)]
    [Description("Reads one track of Spotify's catalogue.")]
    public Task<Track> GetTrackAsync(
        [Description("Track id (22 letters and digits), spotify:track: URI or open.spotify.com link.")] string trackId,
        CancellationToken cancellationToken = default) =>
        spotify.GetTrackAsync(SpotifyId.Parse(SpotifyId.Track, trackId, nameof(trackId)), cancellationToken);

    [McpServerTool(
        Name = "get_album", Title = "Get album", ReadOnly = true, Destructive = false, Idempotent = true, OpenWorld = true,
        UseStructuredContent = true)]
    [Description("Reads an album of Spotify's catalogue and its tracks in their order, at most 50 a call; nextOffset leads to the rest.")]
    public Task<Album> GetAlbumAsync(
        [Description("Album id (22 letters and digits), spotify:album: URI or open.spotify.com link.")] string albumId,
        [Description("Number of tracks to skip, from 0.")] int offset = 0,
        CancellationToken cancellationToken = default)
    {
        Arguments.InRange(offset, 0, MaxAlbumOffset, nameof(offset));
        return spotify.GetAlbumAsync(SpotifyId.Parse(SpotifyId.Album, albumId, nameof(albumId)), offset, cancellationToken);
    }

    private JsonObject? Budget() => quota.Usage.LastStop(CallFamily.Search) is { Used: > 0 } stop
        ? new JsonObject { [MusicSyncMeta.SearchesADay] = stop.Used }
        : null;
}

/// <summary>Answer of <c>search_tracks</c>.</summary>
internal sealed record SearchTracksResult(
    [property: Description("In Spotify's order, which carries no score; empty when nothing was found.")]
    IReadOnlyList<Track> Tracks);
