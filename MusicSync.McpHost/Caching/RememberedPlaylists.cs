using System.Collections.Concurrent;
using MusicSync.McpHost.Spotify;

namespace MusicSync.McpHost.Caching;

/// <summary>
/// What rarely changes about a playlist, for ten minutes: the check before a sync then costs nothing. What every edit
/// changes (snapshot, total) is not remembered, so writes need not forget anything.
/// </summary>
internal sealed class RememberedPlaylists(TimeProvider time)
{
    private const int Capacity = 1_000;
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, (Playlist Playlist, DateTimeOffset Until)> _playlists = new();

    public async Task<Playlist> GetOrAskAsync(
        string id, Func<string, CancellationToken, Task<Playlist>> ask, CancellationToken cancellationToken)
    {
        if (_playlists.TryGetValue(id, out var known) && known.Until > time.GetUtcNow())
        {
            return known.Playlist;
        }

        var playlist = await ask(id, cancellationToken);
        Add(playlist);
        return playlist;
    }

    public void Add(Playlist playlist)
    {
        if (_playlists.Count >= Capacity)
        {
            _playlists.Clear();
        }

        _playlists[playlist.Id] = (playlist with { SnapshotId = null, Total = null }, time.GetUtcNow() + KeptFor);
    }

    public void Forget(string id) => _playlists.TryRemove(id, out _);
}
