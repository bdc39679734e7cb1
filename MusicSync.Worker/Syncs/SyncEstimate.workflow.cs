using MusicSync.Worker.Playlists.Reading;
using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Syncs;

/// <summary>What a sync will roughly cost at Spotify.</summary>
/// <param name="Searches">Search calls.</param>
/// <param name="Reads">Calls that read the playlist.</param>
/// <param name="Writes">Calls that add to it.</param>
/// <param name="Days">Whole days it takes when searches are limited; 0 when nothing is known of a limit.</param>
public sealed record SyncEstimate(int Searches, int Reads, int Writes, int Days)
{
    // Measured on chart lists: one song in ten needs a second search.
    private const double SearchesPerSong = 1.1;

    /// <summary>Estimates from the list alone; an existing playlist's own length is not known yet.</summary>
    /// <param name="songs">The good rows.</param>
    /// <param name="searchesADay">Searches that Spotify was seen to allow in 24 h, or null.</param>
    /// <returns>The estimate.</returns>
    public static SyncEstimate For(IReadOnlyList<Song> songs, int? searchesADay)
    {
        var searches = (int)Math.Ceiling(songs.Count(song => song.Uri is null) * SearchesPerSong);
        var writes = Pages(songs.Count, PlaylistLimits.UrisPerWrite);
        return new SyncEstimate(
            searches,
            Pages(songs.Count, PlaylistLimits.ItemsPage) + 3,
            writes,
            searchesADay is > 0 and var limit ? Pages(searches, limit) : 0);
    }

    private static int Pages(int count, int size) => (count + size - 1) / size;
}
