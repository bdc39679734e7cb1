using MusicSync.SpotifySimulator.Catalog;
using MusicSync.SpotifySimulator.Playlists;

namespace MusicSync.SpotifySimulator.WebApi.Wire;

/// <summary>Writes a playlist around whatever is known of its rows.</summary>
internal static class PlaylistWriter
{
    public static PlaylistJson Write(string origin, PlaylistView view, object? items)
    {
        var (state, details) = (view.State, view.State.Details);

        return new PlaylistJson
        {
            Collaborative = details.Collaborative,
            Description = details.Description,
            ExternalUrls = new ExternalUrlsJson($"https://open.spotify.com/playlist/{state.Id}"),
            Href = $"{origin}/v1/playlists/{state.Id}",
            Id = state.Id,
            Name = details.Name,
            Owner = UserWriter.Write(origin, state.OwnerId),
            Public = details.Public,
            SnapshotId = view.SnapshotId,
            Items = items,
            Tracks = items,
            Uri = SpotifyUri.Playlist + state.Id,
        };
    }
}
