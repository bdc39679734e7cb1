using System.Collections.Immutable;
using MusicSync.SpotifySimulator.Accounts;
using MusicSync.SpotifySimulator.Catalog;

namespace MusicSync.SpotifySimulator.Playlists;

/// <summary>All playlists, of the user and of others, as they truly are. Safe for parallel use.</summary>
public sealed class PlaylistStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, PlaylistHistory> _playlists = [];
    private readonly UserLibrary _library;
    private readonly TimeProvider _time;

    internal PlaylistStore(UserLibrary library, TimeProvider time)
    {
        _library = library;
        _time = time;
    }

    /// <summary>Every playlist, in the order of creation.</summary>
    public IReadOnlyList<PlaylistState> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _playlists.Values.Select(playlist => playlist.Current)];
            }
        }
    }

    /// <summary>A playlist without any lag, or null when there is none.</summary>
    /// <param name="id">The playlist's id.</param>
    public PlaylistState? Find(string id)
    {
        lock (_lock)
        {
            return _playlists.GetValueOrDefault(id)?.Current;
        }
    }

    /// <summary>A new playlist of the simulated user, in the user's library.</summary>
    /// <param name="name">Need not be unique.</param>
    /// <param name="uris">Its rows, as if somebody else had added them.</param>
    public PlaylistState Add(string name, params IEnumerable<string> uris) =>
        Create(StableId.New(), SimulatorAccount.UserId, new PlaylistDetails(name, null, false, false), uris);

    /// <summary>Somebody else replaces the rows; an unknown id becomes a new playlist.</summary>
    /// <param name="id">Any text; Spotify's own are 22 letters and digits.</param>
    /// <param name="uris">Tracks, episodes, local files; a track that no catalogue knows reads as an unavailable row.</param>
    /// <param name="name">For a new or renamed playlist.</param>
    /// <param name="ownerId">For a new playlist; the simulated user when null.</param>
    public PlaylistState Set(string id, IEnumerable<string> uris, string? name, string? ownerId)
    {
        lock (_lock)
        {
            if (!_playlists.ContainsKey(id))
            {
                return Create(id, ownerId ?? SimulatorAccount.UserId, new(name ?? id, null, false, false), uris);
            }

            if (name is not null)
            {
                Change(id, details => details with { Name = name });
            }

            return Edit(id, SimulatorAccount.SomebodyElse, edit => edit.Replace(uris))!;
        }
    }

    /// <summary>Changes the name and the like.</summary>
    /// <param name="id">The playlist's id.</param>
    /// <param name="change">From the old details to the new ones.</param>
    /// <returns>The changed playlist, or null when there is none.</returns>
    public PlaylistState? Change(string id, Func<PlaylistDetails, PlaylistDetails> change) =>
        Push(id, state => state with { Details = change(state.Details) });

    /// <summary>The playlist ceases to be: every later call to it answers 404.</summary>
    /// <param name="id">The playlist's id.</param>
    /// <returns>False when there was none.</returns>
    public bool Delete(string id)
    {
        lock (_lock)
        {
            _library.Remove(SpotifyUri.Playlist + id);
            return _playlists.Remove(id);
        }
    }

    internal PlaylistState Create(string id, string ownerId, PlaylistDetails details, IEnumerable<string> uris)
    {
        var now = _time.GetUtcNow();
        var state = new PlaylistState
        {
            Id = id,
            OwnerId = ownerId,
            Details = details,
            Entries = [.. uris.Select(uri => new PlaylistEntry(uri, now, SimulatorAccount.SomebodyElse))],
            At = now,
            Revision = 1,
        };
        lock (_lock)
        {
            _playlists.Add(id, new PlaylistHistory(state));
        }

        if (SimulatorAccount.Users.Any(user => user.Id == ownerId))
        {
            _library.Add(SpotifyUri.Playlist + id);
        }

        return state;
    }

    /// <summary>What a read sees that lags behind by <paramref name="lag"/>, its snapshot id by <paramref name="snapshotLag"/>.</summary>
    internal PlaylistView? View(string id, TimeSpan lag, TimeSpan snapshotLag)
    {
        lock (_lock)
        {
            if (!_playlists.TryGetValue(id, out var playlist))
            {
                return null;
            }

            var seenAt = _time.GetUtcNow() - lag;
            var snapshotAt = _time.GetUtcNow() - (lag > snapshotLag ? lag : snapshotLag);
            return new PlaylistView(playlist.At(seenAt), playlist.SnapshotAt(snapshotAt), playlist.CreatedAt <= seenAt);
        }
    }

    /// <summary>The rows of a version that is remembered; null for none, or for one that is not.</summary>
    internal ImmutableArray<PlaylistEntry>? EntriesOf(string id, string? snapshotId)
    {
        lock (_lock)
        {
            return snapshotId is null ? null : _playlists.GetValueOrDefault(id)?.Find(snapshotId)?.Entries;
        }
    }

    internal PlaylistState? Edit(string id, string userId, Func<EntryEdit, ImmutableArray<PlaylistEntry>> edit) =>
        Push(id, state => state with { Entries = edit(new EntryEdit(state.Entries, userId, _time.GetUtcNow())) });

    private PlaylistState? Push(string id, Func<PlaylistState, PlaylistState> change)
    {
        lock (_lock)
        {
            if (!_playlists.TryGetValue(id, out var playlist))
            {
                return null;
            }

            var next = change(playlist.Current) with { At = _time.GetUtcNow(), Revision = playlist.Current.Revision + 1 };
            playlist.Push(next);
            return next;
        }
    }
}
