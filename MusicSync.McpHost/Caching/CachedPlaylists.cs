using System.Collections.Concurrent;
using MusicSync.McpHost.Authorization;
using MusicSync.McpHost.Failures;
using MusicSync.McpHost.Http;
using MusicSync.McpHost.Spotify;

namespace MusicSync.McpHost.Caching;

/// <summary>The user's playlists behind what is known of them.</summary>
internal sealed class CachedPlaylists(PlaylistClient spotify, CatalogClient catalog, PlaylistCache cache, RowCache rows)
{
    public Task<Playlist> GetAsync(string id, CancellationToken cancellationToken) => cache.GetOrAskAsync(
        id, (asked, stop) => AboutAsync(asked, () => spotify.GetAsync(asked, stop)), cancellationToken);

    /// <summary>Asks Spotify now; the snapshot is the newest one known, which Spotify's own answer may lag behind.</summary>
    public async Task<Playlist> GetCurrentAsync(string id, CancellationToken cancellationToken)
    {
        var playlist = await AboutAsync(id, () => spotify.GetAsync(id, cancellationToken));
        cache.Add(playlist);
        return playlist with { SnapshotId = rows.Saw(id, playlist.SnapshotId) };
    }

    /// <summary>Rows of that snapshot as remembered, else a page of the rows as they are.</summary>
    public async Task<Page<PlaylistItem>> GetItemsAsync(
        string id, int offset, int limit, string? snapshotId, CancellationToken cancellationToken)
    {
        if (snapshotId is not null && rows.Find(id, snapshotId, offset, limit) is { } known)
        {
            return known;
        }

        var reading = rows.Begin(id);
        var pageSize = Math.Min(limit, PlaylistClient.PageSize);
        var page = await AboutAsync(id, () => spotify.GetItemsAsync(id, offset, pageSize, cancellationToken));
        rows.Learn(reading, page);
        return page;
    }

    public async Task<Page<Playlist>> GetMineAsync(int offset, int limit, CancellationToken cancellationToken)
    {
        var me = await cache.GetOrAskAsync(catalog.GetProfileAsync, cancellationToken);
        return await spotify.GetMineAsync(me.Id, offset, limit, cancellationToken);
    }

    public async Task<Playlist> CreateAsync(string name, string? description, bool isPublic, WriteDeadline deadline)
    {
        var playlist = await spotify.CreateAsync(name, description, isPublic, deadline);
        cache.Add(playlist);
        return playlist;
    }

    public Task<string?> AddAsync(string id, IReadOnlyList<string> uris, int? position, WriteDeadline deadline) =>
        WriteAsync(id, position is null ? uris.Count : null, () => spotify.AddAsync(id, uris, position, deadline));

    public Task<string?> RemoveAsync(string id, IReadOnlyList<string> uris, WriteDeadline deadline) =>
        WriteAsync(id, appended: null, () => spotify.RemoveAsync(id, uris, deadline));

    public Task<string?> ReorderAsync(string id, RowMove move, WriteDeadline deadline) =>
        WriteAsync(id, appended: null, () => spotify.ReorderAsync(id, move, deadline));

    private async Task<string?> WriteAsync(string id, int? appended, Func<Task<string?>> write)
    {
        try
        {
            var snapshot = await AboutAsync(id, write);
            rows.Wrote(id, snapshot, appended);
            return snapshot;
        }
        catch (Exception error) when (error is not SpotifyException { Failure.OutcomeUnknown: false })
        {
            rows.Forget(id);
            throw;
        }
    }

    // Whatever was remembered of a playlist that is gone or no longer ours is wrong.
    private async Task<T> AboutAsync<T>(string id, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (SpotifyException error) when (error.Failure.Kind is FailureKind.NotFound or FailureKind.Forbidden)
        {
            cache.Forget(id);
            rows.Forget(id);
            throw;
        }
    }
}

/// <summary>
/// What rarely changes about a playlist, for ten minutes: the check before a sync then costs nothing. What every edit
/// changes (snapshot, total) is not remembered, so writes need not forget anything. Another sign-in knows nothing of it.
/// </summary>
internal sealed class PlaylistCache(TokenStore signIns, TimeProvider time)
{
    private const int Capacity = 1_000;
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, (Playlist Playlist, DateTimeOffset Until)> _playlists = new();
    private readonly Lock _lock = new();
    private string? _consent;
    private UserProfile? _profile;

    public async Task<Playlist> GetOrAskAsync(
        string id, Func<string, CancellationToken, Task<Playlist>> ask, CancellationToken cancellationToken)
    {
        var consent = Consent();
        if (_playlists.TryGetValue(id, out var known) && known.Until > time.GetUtcNow())
        {
            return known.Playlist;
        }

        var playlist = await ask(id, cancellationToken);
        if (Consent() == consent)
        {
            Add(playlist);
        }

        return playlist;
    }

    /// <summary>Who is signed in. Read once a sign-in.</summary>
    public async Task<UserProfile> GetOrAskAsync(
        Func<CancellationToken, Task<UserProfile>> ask, CancellationToken cancellationToken)
    {
        var consent = Consent();
        if (_profile is { } known)
        {
            return known;
        }

        var profile = await ask(cancellationToken);
        if (Consent() == consent)
        {
            _profile = profile;
        }

        return profile;
    }

    public void Add(Playlist playlist)
    {
        Consent();
        if (_playlists.Count >= Capacity)
        {
            _playlists.Clear();
        }

        _playlists[playlist.Id] = (playlist with { SnapshotId = null, Total = null }, time.GetUtcNow() + KeptFor);
    }

    public void Forget(string id) => _playlists.TryRemove(id, out _);

    // Forgets everything when somebody has signed in or out since.
    private string? Consent()
    {
        var now = signIns.InForce?.Consent;
        lock (_lock)
        {
            if (now != _consent)
            {
                _playlists.Clear();
                (_consent, _profile) = (now, null);
            }
        }

        return now;
    }
}
