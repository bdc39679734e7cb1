namespace MusicSync.Worker.Playlists;

/// <summary>What happens to a row that names a track an earlier row of the same list named already.</summary>
public enum DuplicateHandling
{
    /// <summary>It is reported as a duplicate and not added again; the default.</summary>
    Skip,

    /// <summary>The playlist gets as many copies as the list has rows.</summary>
    Keep,
}
