using System.Collections.Immutable;

namespace MusicSync.SpotifySimulator.Playlists;

/// <summary>The ways in which rows change. Pure: each answers the new rows.</summary>
internal sealed record EntryEdit(ImmutableArray<PlaylistEntry> Entries, string UserId, DateTimeOffset Now)
{
    /// <summary>Inserts in the order given; duplicates are kept, as Spotify does.</summary>
    public ImmutableArray<PlaylistEntry> Insert(int position, IEnumerable<string> uris) =>
        Entries.InsertRange(position, uris.Select(New));

    public ImmutableArray<PlaylistEntry> Replace(IEnumerable<string> uris) => [.. uris.Select(New)];

    /// <summary>Removes every copy of each URI.</summary>
    public ImmutableArray<PlaylistEntry> Remove(IReadOnlySet<string> uris) =>
        Entries.RemoveAll(entry => uris.Contains(entry.Uri));

    /// <summary>Moves a range before the row that stands at <paramref name="insertBefore"/> now.</summary>
    public ImmutableArray<PlaylistEntry> Move(int rangeStart, int rangeLength, int insertBefore)
    {
        var moved = Entries.Slice(rangeStart, rangeLength);
        var target = insertBefore > rangeStart ? Math.Max(rangeStart, insertBefore - rangeLength) : insertBefore;

        return Entries.RemoveRange(rangeStart, rangeLength).InsertRange(target, moved);
    }

    private PlaylistEntry New(string uri) => new(uri, Now, UserId);
}
