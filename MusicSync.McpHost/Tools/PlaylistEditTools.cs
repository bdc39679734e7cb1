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
}

/// <summary>Answer of <c>add_to_playlist</c>.</summary>
internal sealed record AddToPlaylistResult(
    [property: Description("Number of rows added.")] int Added,
    [property: Description("Version of the playlist after the change.")] string? SnapshotId = null);

/// <summary>Answer of <c>remove_from_playlist</c>.</summary>
internal sealed record RemoveFromPlaylistResult(
    [property: Description("Number of different URIs that are no longer in the playlist.")] int Removed,
    [property: Description("Version of the playlist after the change.")] string? SnapshotId = null);
