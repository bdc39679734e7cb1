using MusicSync.Worker.Matching;

namespace MusicSync.Worker.Playlists;

/// <summary>A track that a row of the list asks for.</summary>
/// <param name="Line">The row's line, which also orders the rows.</param>
/// <param name="Track">The track to find in the playlist, or to add.</param>
/// <param name="GivenByUri">Whether the input named this very track; then an equal title is not good enough.</param>
public sealed record WantedTrack(int Line, ChosenTrack Track, bool GivenByUri = false);

/// <summary>What happens to a row that names a track an earlier row of the same list named already.</summary>
public enum DuplicateHandling
{
    /// <summary>It is reported as a duplicate and not added again; the default.</summary>
    Skip,

    /// <summary>The playlist gets as many copies as the list has rows.</summary>
    Keep,
}
