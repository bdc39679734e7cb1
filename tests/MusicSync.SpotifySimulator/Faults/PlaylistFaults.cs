using MusicSync.SpotifySimulator.Accounts;
using MusicSync.SpotifySimulator.Catalog;
using MusicSync.SpotifySimulator.Playlists;

namespace MusicSync.SpotifySimulator.Faults;

/// <summary>What happens to playlists behind the client's back.</summary>
internal sealed class PlaylistFaults(PlaylistStore playlists, UserLibrary library, TrackCatalog catalog)
{
    public void Happen(IReadOnlyList<FaultRule> fired, ApiCall call)
    {
        if (fired.Any(rule => rule.Kind == FaultKind.Unfollowed))
        {
            Unfollow(call.PlaylistId);
        }

        if (fired.Any(rule => rule.Kind == FaultKind.ShiftPages) && call.PlaylistId is { } id)
        {
            InsertAtFront(id);
        }
    }

    /// <summary>A call that names no playlist (listing, library check) finds all of them gone.</summary>
    private void Unfollow(string? playlistId)
    {
        var gone = playlistId is null
            ? library.Uris.Where(uri => uri.StartsWith(SpotifyUri.Playlist, StringComparison.Ordinal))
            : [SpotifyUri.Playlist + playlistId];
        foreach (var uri in gone)
        {
            library.Remove(uri);
        }
    }

    private void InsertAtFront(string playlistId) => playlists.Edit(
        playlistId,
        SimulatorAccount.SomebodyElse,
        edit =>
        {
            var present = edit.Entries.Select(entry => entry.Uri).ToHashSet();
            var another = catalog.Tracks.FirstOrDefault(track => !present.Contains(track.Uri));

            return another is null ? edit.Entries : edit.Insert(0, [another.Uri]);
        });
}
