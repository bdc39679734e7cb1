using MusicSync.McpHost.Failures;
using MusicSync.McpHost.Http;
using MusicSync.McpHost.Spotify.Wire;

namespace MusicSync.McpHost.Spotify;

/// <summary>Reads and edits playlists.</summary>
internal sealed class PlaylistClient(SpotifyTransport spotify, InFlightWrites writes)
{
    /// <summary>Most rows or playlists in one page.</summary>
    public const int PageSize = 50;

    // A filter saves some 98 % of the bytes. `item` is today's name, `track` the one older apps still get.
    private const string RowFields =
        "added_at,is_local,item(" + TrackFields + "),track(" + TrackFields + ")";

    private const string PageFields = "items(" + RowFields + "),next,total,offset,limit,snapshot_id";

    private const string TrackFields =
        "type,id,uri,name,duration_ms,is_local,artists(name),album(name),external_ids(isrc)";

    private const string PlaylistFields =
        "id,uri,name,description,public,collaborative,snapshot_id,owner(id,display_name),external_urls(spotify),"
        + "items(total),tracks(total)";

    public async Task<Playlist> GetAsync(string id, CancellationToken cancellationToken)
    {
        var wire = await spotify.ReadAsync(
            $"playlists/{id}?fields={PlaylistFields}",
            SpotifyScopes.ReadPlaylists,
            WireJson.Default.WirePlaylist,
            cancellationToken);
        return wire.ToPlaylist(editable: (wire.Items ?? wire.Tracks) is not null)
            ?? throw IncompleteAnswer.Read("the playlist's id");
    }

    public async Task<Page<PlaylistItem>> GetItemsAsync(string id, int offset, int limit, CancellationToken cancellationToken)
    {
        var page = await spotify.ReadAsync(
            $"playlists/{id}/items?offset={offset}&limit={limit}&additional_types=track,episode&fields={PageFields}",
            SpotifyScopes.ReadPlaylists,
            WireJson.Default.WirePageWirePlaylistRow,
            cancellationToken);
        var start = page.Offset ?? offset;
        return ToPage(page, start, limit, [.. (page.Items ?? []).Select((row, index) => row.ToItem(start + index))]);
    }

    /// <param name="userId">Who is signed in, and may edit what is theirs.</param>
    /// <param name="offset">How many playlists to skip.</param>
    /// <param name="limit">How many to list at most.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<Page<Playlist>> GetMineAsync(string userId, int offset, int limit, CancellationToken cancellationToken)
    {
        var page = await spotify.ReadAsync(
            $"me/playlists?offset={offset}&limit={limit}",
            SpotifyScopes.ReadPlaylists,
            WireJson.Default.WirePageWirePlaylist,
            cancellationToken);
        var playlists = (page.Items ?? [])
            .Select(wire => wire.ToPlaylist(editable: wire?.Owner?.Id == userId || wire?.Collaborative is true))
            .OfType<Playlist>();
        return ToPage(page, page.Offset ?? offset, limit, [.. playlists]);
    }

    public async Task<Playlist> CreateAsync(string name, string? description, bool isPublic, WriteDeadline deadline)
    {
        var body = JsonContent.Create(
            new WireCreatePlaylist(name, isPublic, Collaborative: false, description), WireJson.Default.WireCreatePlaylist);
        var wire = await spotify.WriteAsync(HttpMethod.Post, "me/playlists", body, deadline, WireJson.Default.WirePlaylist);
        return wire.ToPlaylist(editable: true) ?? throw IncompleteAnswer.Write("the new playlist's id");
    }

    public Task<string?> AddAsync(string id, IReadOnlyList<string> uris, int? position, WriteDeadline deadline) =>
        WriteItemsAsync(
            id, HttpMethod.Post, JsonContent.Create(new WireAddItems(uris, position), WireJson.Default.WireAddItems), deadline);

    /// <summary>Removes every copy of each URI; no snapshot is sent, since Spotify fails on some that it gave out itself.</summary>
    public Task<string?> RemoveAsync(string id, IReadOnlyList<string> uris, WriteDeadline deadline)
    {
        var body = new WireRemoveItems([.. uris.Select(uri => new WireUri(uri))]);
        return WriteItemsAsync(id, HttpMethod.Delete, JsonContent.Create(body, WireJson.Default.WireRemoveItems), deadline);
    }

    /// <summary>Moves a range of rows before the row that stands at <c>InsertBefore</c> now.</summary>
    public Task<string?> ReorderAsync(string id, RowMove move, WriteDeadline deadline)
    {
        var body = new WireReorderItems(move.RangeStart, move.InsertBefore, move.RangeLength, move.SnapshotId);
        return WriteItemsAsync(id, HttpMethod.Put, JsonContent.Create(body, WireJson.Default.WireReorderItems), deadline);
    }

    private async Task<string?> WriteItemsAsync(string id, HttpMethod method, HttpContent body, WriteDeadline deadline)
    {
        using var inFlight = writes.Begin(id);
        var answer = await spotify.WriteAsync(method, $"playlists/{id}/items", body, deadline, WireJson.Default.WireSnapshot);
        return answer.SnapshotId;
    }

    private static Page<TItem> ToPage<TWire, TItem>(
        WirePage<TWire> page, int offset, int limit, IReadOnlyList<TItem> items)
        where TWire : class
    {
        var size = page.Limit ?? limit;
        int? next = page.Next is null ? null : offset + size;
        return new Page<TItem>(items, page.Total ?? offset + items.Count, offset, size, next, page.SnapshotId);
    }
}
