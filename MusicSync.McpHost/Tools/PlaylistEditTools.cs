using System.ComponentModel;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using MusicSync.McpHost.Caching;
using MusicSync.McpHost.Spotify;

namespace MusicSync.McpHost.Tools;

/// <summary>Creating and changing playlists.</summary>
[McpServerToolType]
internal sealed class PlaylistEditTools(CachedPlaylists spotify)
{
    private const int MaxNameLength = 100;
    private const int MaxDescriptionLength = 300;
    private const int MaxPlaylistLength = 10_000;

    // Spotify publishes no limit; this one is that of its other writes.
    private const int MaxMovedRows = 100;

    [McpServerTool(
        Name = "create_playlist", Title = "Create playlist", ReadOnly = false, Destructive = false, Idempotent = false,
        OpenWorld = true, UseStructuredContent = true)]
    [Description("Creates an empty playlist for the signed-in user. Names need not be unique: calling it twice makes two playlists.")]
    public Task<Playlist> CreatePlaylistAsync(
        RequestContext<CallToolRequestParams> context,
        [Description("Name, 1 to 100 characters.")] string name,
        [Description("Description, at most 300 characters, plain text.")] string? description = null,
        [Description("True to list it on the user's profile; Spotify does not always honour false.")] bool @public = false,
        CancellationToken cancellationToken = default) =>
        spotify.CreateAsync(
            Arguments.Text(name, MaxNameLength, nameof(name)),
            string.IsNullOrWhiteSpace(description) ? null : Arguments.Text(description, MaxDescriptionLength, nameof(description)),
            @public,
            Arguments.Deadline(context, cancellationToken));

    [McpServerTool(
        Name = "add_to_playlist", Title = "Add to playlist", ReadOnly = false, Destructive = false, Idempotent = false,
        OpenWorld = true, UseStructuredContent = true)]
    [Description(
        "Adds rows to a playlist in the given order. Spotify never drops duplicates: calling it twice adds everything twice, so "
        + "after an unknown outcome read the playlist first. One dead URI makes Spotify refuse the whole call.")]
    public async Task<AddToPlaylistResult> AddToPlaylistAsync(
        RequestContext<CallToolRequestParams> context,
        [Description(Descriptions.PlaylistId)] string playlistId,
        [Description("1 to 100 spotify:track: or spotify:episode: URIs, links, or track ids.")] IReadOnlyList<string> uris,
        [Description("Position of the first added row, from 0; left out, the rows are added at the end.")] int? position = null,
        CancellationToken cancellationToken = default)
    {
        var id = SpotifyId.Parse(SpotifyId.Playlist, playlistId, nameof(playlistId));
        var rows = Arguments.Rows(uris, SpotifyId.ParseRow);
        Arguments.InRange(position ?? 0, 0, MaxPlaylistLength, nameof(position));
        var snapshot = await spotify.AddAsync(id, rows, position, Arguments.Deadline(context, cancellationToken));
        return new AddToPlaylistResult(rows.Count, snapshot);
    }

    [McpServerTool(
        Name = "remove_from_playlist", Title = "Remove from playlist", ReadOnly = false, Destructive = true, Idempotent = true,
        OpenWorld = true, UseStructuredContent = true)]
    [Description("Removes every copy of each given row from a playlist. A row that is already absent counts as removed.")]
    public async Task<RemoveFromPlaylistResult> RemoveFromPlaylistAsync(
        RequestContext<CallToolRequestParams> context,
        [Description(Descriptions.PlaylistId)] string playlistId,
        [Description(
            "1 to 100 URIs as get_playlist_items shows them (spotify:track:, spotify:episode: or spotify:local:), "
            + "links, or track ids.")]
        IReadOnlyList<string> uris,
        CancellationToken cancellationToken = default)
    {
        var id = SpotifyId.Parse(SpotifyId.Playlist, playlistId, nameof(playlistId));
        string[] rows = [.. Arguments.Rows(uris, SpotifyId.ParseRowOrLocal).Distinct(StringComparer.Ordinal)];
        var snapshot = await spotify.RemoveAsync(id, rows, Arguments.Deadline(context, cancellationToken));
        return new RemoveFromPlaylistResult(rows.Length, snapshot);
    }

    [McpServerTool(
        Name = "reorder_playlist_items", Title = "Reorder playlist items", ReadOnly = false, Destructive = true, Idempotent = false,
        OpenWorld = true, UseStructuredContent = true)]
    [Description(
        "Moves a range of neighbouring rows to another place in a playlist; they keep when and by whom they were added. Calling it twice "
        + "moves twice, so after an unknown outcome read the playlist first.")]
    public async Task<ReorderPlaylistItemsResult> ReorderPlaylistItemsAsync(
        RequestContext<CallToolRequestParams> context,
        [Description(Descriptions.PlaylistId)] string playlistId,
        [Description("Position of the first row to move, from 0, as get_playlist_items shows it.")] int rangeStart,
        [Description(
            "Position, as it is before the move, of the row before which the range goes; the playlist's total to move it to the end.")]
        int insertBefore,
        [Description("Number of rows to move, 1 to 100.")] int rangeLength = 1,
        [Description("The version of the playlist that the positions are of; left out, they are of the playlist as it is.")]
        string? snapshotId = null,
        CancellationToken cancellationToken = default)
    {
        var id = SpotifyId.Parse(SpotifyId.Playlist, playlistId, nameof(playlistId));
        var move = new RowMove(
            Arguments.InRange(rangeStart, 0, MaxPlaylistLength, nameof(rangeStart)),
            Arguments.InRange(insertBefore, 0, MaxPlaylistLength, nameof(insertBefore)),
            Arguments.InRange(rangeLength, 1, MaxMovedRows, nameof(rangeLength)),
            string.IsNullOrWhiteSpace(snapshotId) ? null : snapshotId);
        var snapshot = await spotify.ReorderAsync(id, move, Arguments.Deadline(context, cancellationToken));
        return new ReorderPlaylistItemsResult(rangeLength, snapshot);
    }
}

/// <summary>Answer of <c>add_to_playlist</c>.</summary>
internal sealed record AddToPlaylistResult(
    [property: Description("Number of rows added.")] int Added,
    [property: Description("Version of the playlist after the change.")] string? SnapshotId = null);

/// <summary>Answer of <c>remove_from_playlist</c>.</summary>
internal sealed record RemoveFromPlaylistResult(
    [property: Description("Number of different URIs that are no longer in the playlist.")] int Removed,
    [property: Description("Version of the playlist after the change.")] string? SnapshotId = null);

/// <summary>Answer of <c>reorder_playlist_items</c>.</summary>
internal sealed record ReorderPlaylistItemsResult(
    [property: Description("Number of rows moved.")] int Moved,
    [property: Description("Version of the playlist after the change.")] string? SnapshotId = null);
