namespace MusicSync.Worker.Playlists;

/// <summary>The changes a dry run reports. Pure.</summary>
internal static class PlaylistPlan
{
    public static PlaylistChanges IntoNewPlaylist(IReadOnlyList<WantedTrack> wanted, DuplicateHandling duplicates)
    {
        var delta = PlaylistDiff.Between(wanted, [], duplicates);
        return ApplyJournal.From(delta).Changes(delta, pending: []);
    }
}
