using System.ComponentModel;
using System.Globalization;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using MusicSync.McpHost.Caching;
using MusicSync.McpHost.Http;
using MusicSync.McpHost.Spotify;

namespace MusicSync.McpHost.Tools;

/// <summary>Reading playlists.</summary>
[McpServerToolType]
internal sealed class PlaylistTools(CachedPlaylists spotify, InFlightWrites writes)
{
    private const int PageSize = PlaylistClient.PageSize;
    private const int MaxOffset = 100_000;

    [McpServerTool(
        Name = "get_playlist", Title = "Get playlist", ReadOnly = true, Destructive = false, Idempotent = true, OpenWorld = true,
        UseStructuredContent = true)]
    [Description(
        "Reads a playlist's name, owner and whether the signed-in user may edit it. The answer may be up to 10 minutes old and "
        + "then leaves out snapshotId and total, unless current is true; get_playlist_items has the current total.")]
    public Task<Playlist> GetPlaylistAsync(
        [Description(Descriptions.PlaylistId)] string playlistId,
        [Description("True to ask Spotify now.")] bool current = false,
        CancellationToken cancellationToken = default)
    {
        var id = SpotifyId.Parse(SpotifyId.Playlist, playlistId, nameof(playlistId));
        return current ? spotify.GetCurrentAsync(id, cancellationToken) : spotify.GetAsync(id, cancellationToken);
    }

    [McpServerTool(
        Name = "get_playlist_items", Title = "Get playlist items", ReadOnly = true, Destructive = false, Idempotent = true,
        OpenWorld = true, UseStructuredContent = true, OutputSchemaType = typeof(PlaylistItemsResult))]
    [Description(
        "Reads one page of a playlist's rows in their order, from Spotify unless snapshotId says otherwise. Every row keeps its "
        + "position, also those that show nothing. Only playlists that the signed-in user owns or collaborates on can be read.")]
    public async Task<CallToolResult> GetPlaylistItemsAsync(
        [Description(Descriptions.PlaylistId)] string playlistId,
        [Description("Position of the first row to read, from 0.")] int offset = 0,
        [Description("Most rows to read, 1 to 50; with snapshotId up to 1000, of which only remembered ones come more than 50 at once.")]
        int limit = PageSize,
        [Description(
            "Version of the playlist as get_playlist told it with current: rows remembered of it may be answered without asking "
            + "Spotify. They can be 30 s behind, so they prove nothing about a write.")]
        string? snapshotId = null,
        CancellationToken cancellationToken = default)
    {
        Arguments.InRange(offset, 0, MaxOffset, nameof(offset));
        Arguments.InRange(limit, 1, snapshotId is null ? PageSize : RowCache.MaxRows, nameof(limit));
        var id = SpotifyId.Parse(SpotifyId.Playlist, playlistId, nameof(playlistId));
        var page = await spotify.GetItemsAsync(id, offset, limit, snapshotId, cancellationToken);
        var result = new PlaylistItemsResult(
            page.Items, page.Total, page.Offset, page.Limit, page.NextOffset, page.SnapshotId, page.Remembered ? true : null);
        return StructuredResult.Of(result, WriteEvidence(id), page.Items.Count > PageSize ? LongPage(page) : null);
    }

    [McpServerTool(
        Name = "list_playlists", Title = "List playlists", ReadOnly = true, Destructive = false, Idempotent = true, OpenWorld = true,
        UseStructuredContent = true)]
    [Description("Lists one page of the playlists in the signed-in user's library. A playlist created seconds ago may still be absent.")]
    public async Task<ListPlaylistsResult> ListPlaylistsAsync(
        [Description("Number of playlists to skip, from 0.")] int offset = 0,
        [Description("Most playlists to list, 1 to 50.")] int limit = PageSize,
        CancellationToken cancellationToken = default)
    {
        Arguments.InRange(offset, 0, MaxOffset, nameof(offset));
        Arguments.InRange(limit, 1, PageSize, nameof(limit));
        var page = await spotify.GetMineAsync(offset, limit, cancellationToken);
        return new ListPlaylistsResult(page.Items, page.Total, page.NextOffset);
    }

    private static string LongPage(Page<PlaylistItem> page) => string.Create(
        CultureInfo.InvariantCulture, $"{page.Items.Count} rows from {page.Offset} on of {page.Total}, in the structured content.");

    private JsonObject? WriteEvidence(string playlistId) => writes.Last(playlistId) is { } moment
        ? new JsonObject { [MusicSyncMeta.LastWriteInHand] = moment.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) }
        : null;
}

/// <summary>Answer of <c>get_playlist_items</c>.</summary>
internal sealed record PlaylistItemsResult(
    IReadOnlyList<PlaylistItem> Items,
    [property: Description("Number of rows of the whole playlist.")] int Total,
    [property: Description("Position of the first row of this page.")] int Offset,
    [property: Description("Most rows a page can have.")] int Limit,
    [property: Description("offset of the next page; absent on the last one.")] int? NextOffset = null,
    [property: Description("Version of the playlist, if Spotify sends one with its rows; not proof of a write.")]
    string? SnapshotId = null,
    [property: Description("True when the rows are remembered ones and Spotify was not asked.")] bool? Remembered = null);

/// <summary>Answer of <c>list_playlists</c>.</summary>
internal sealed record ListPlaylistsResult(
    [property: Description("Owned and followed playlists; only editable ones can be read and changed.")]
    IReadOnlyList<Playlist> Playlists,
    [property: Description("Number of playlists of the user.")] int Total,
    [property: Description("offset of the next page; absent on the last one.")] int? NextOffset = null);
