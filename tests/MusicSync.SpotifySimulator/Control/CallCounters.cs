using System.Collections.Concurrent;

namespace MusicSync.SpotifySimulator.Control;

/// <summary>Counts what clients asked of the Web API. Safe for parallel use.</summary>
public sealed class CallCounters
{
    private readonly ConcurrentDictionary<string, int> _byEndpoint = [];
    private int _total;
    private int _writes;
    private int _rejected;
    private int _duringCooldown;
    private int _tokenRequests;

    /// <summary>Calls under <c>/v1</c>, however they were answered.</summary>
    public int Total => _total;

    /// <summary>Those of them that were POST, PUT or DELETE.</summary>
    public int Writes => _writes;

    /// <summary>
    /// Those of them that Spotify turned away unread because of a limit or a blocked account: the faults
    /// <c>rate_limited</c>, <c>quota</c> and <c>account_blocked</c>.
    /// </summary>
    public int Rejected => _rejected;

    /// <summary>Calls that came although an earlier 429 of the same endpoint had asked to wait longer; its answer was sent by then.</summary>
    public int DuringCooldown => _duringCooldown;

    /// <summary>Calls to the accounts service's token endpoint; not part of <see cref="Total"/>.</summary>
    public int TokenRequests => _tokenRequests;

    /// <summary>Calls under <c>/v1</c> by method and path with placeholders: <c>GET /v1/playlists/{id}/items</c>.</summary>
    public IReadOnlyDictionary<string, int> ByEndpoint =>
        new SortedDictionary<string, int>(_byEndpoint.ToDictionary(), StringComparer.Ordinal);

    /// <summary>Sets every counter to 0.</summary>
    public void Reset()
    {
        _byEndpoint.Clear();
        Interlocked.Exchange(ref _total, 0);
        Interlocked.Exchange(ref _writes, 0);
        Interlocked.Exchange(ref _rejected, 0);
        Interlocked.Exchange(ref _duringCooldown, 0);
        Interlocked.Exchange(ref _tokenRequests, 0);
    }

    internal void Count(string method, string endpoint)
    {
        Interlocked.Increment(ref _total);
        _byEndpoint.AddOrUpdate(endpoint, 1, static (_, count) => count + 1);
        if (HttpMethods.IsPost(method) || HttpMethods.IsPut(method) || HttpMethods.IsDelete(method))
        {
            Interlocked.Increment(ref _writes);
        }
    }

    internal void CountRejected() => Interlocked.Increment(ref _rejected);

    internal void CountDuringCooldown() => Interlocked.Increment(ref _duringCooldown);

    internal void CountTokenRequest() => Interlocked.Increment(ref _tokenRequests);
}
