namespace MusicSync.SpotifySimulator.Playlists;

/// <summary>A playlist's recent states, so that a lagging read can be answered. The owner of the store's lock calls it.</summary>
internal sealed class PlaylistHistory(PlaylistState first)
{
    // Longer than any lag a test asks for, and short enough to keep a big import's history small.
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(15);

    private readonly List<PlaylistState> _states = [first];

    public DateTimeOffset CreatedAt { get; } = first.At;

    public PlaylistState Current => _states[^1];

    public void Push(PlaylistState state)
    {
        var old = _states.FindLastIndex(earlier => earlier.At < state.At - Kept);
        if (old > 0)
        {
            // The newest of the old states stays: it is what a read of that age sees.
            _states.RemoveRange(0, old);
        }

        _states.Add(state);
    }

    /// <summary>The state at that time; before its creation the playlist reads as empty.</summary>
    public PlaylistState At(DateTimeOffset time) =>
        _states.FindLast(state => state.At <= time) ?? _states[0] with { Entries = [] };

    public PlaylistState? Find(string snapshotId) => _states.Find(state => state.SnapshotId == snapshotId);

    /// <summary>The snapshot id that reads show at that time.</summary>
    public string SnapshotAt(DateTimeOffset time) => (_states.FindLast(state => state.At <= time) ?? _states[0]).SnapshotId;
}
