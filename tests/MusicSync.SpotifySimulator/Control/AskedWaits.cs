using System.Collections.Concurrent;

namespace MusicSync.SpotifySimulator.Control;

/// <summary>The waits that answers asked for, by endpoint: tells which calls came all the same. Safe for parallel use.</summary>
internal sealed class AskedWaits(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _until = [];

    public void Ask(string endpoint, TimeSpan wait)
    {
        var until = time.GetUtcNow() + wait;
        _until.AddOrUpdate(endpoint, until, (_, known) => known > until ? known : until);
    }

    public bool IsPending(string endpoint) => _until.TryGetValue(endpoint, out var until) && until > time.GetUtcNow();
}
