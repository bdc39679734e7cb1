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

    /// <summary>The same with positions in an earlier version: its rows move where they stand now, behind what came in between.</summary>
    public ImmutableArray<PlaylistEntry> Move(ImmutableArray<PlaylistEntry> version, int rangeStart, int rangeLength, int insertBefore)
    {
        if (version == Entries)
        {
            return Move(rangeStart, rangeLength, insertBefore);
        }

        HashSet<PlaylistEntry> moved = new(version.Slice(rangeStart, rangeLength), ReferenceEqualityComparer.Instance);
        var rest = Entries.RemoveAll(moved.Contains);
        var before = version.Skip(insertBefore).FirstOrDefault(entry => rest.Any(other => ReferenceEquals(other, entry)));
        var place = before is null ? rest.Length : rest.IndexOf(before, 0, rest.Length, ReferenceEqualityComparer.Instance);
        return rest.InsertRange(place, Entries.Where(moved.Contains));
    }

    private PlaylistEntry New(string uri) => new(uri, Now, UserId);
}
