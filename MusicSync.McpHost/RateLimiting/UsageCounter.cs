namespace MusicSync.McpHost.RateLimiting;

/// <summary>Counts the calls of the last 24 hours by family, an hour at a time, and what was used when the quota ended.</summary>
internal sealed class UsageCounter
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    private readonly Lock _lock = new();
    private readonly Dictionary<(CallFamily Family, DateTimeOffset Hour), int> _calls = [];
    private readonly Dictionary<CallFamily, QuotaStop> _stops = [];

    public void Count(CallFamily family, DateTimeOffset now)
    {
        lock (_lock)
        {
            var key = (family, HourOf(now));
            _calls[key] = _calls.GetValueOrDefault(key) + 1;
        }
    }

    /// <summary>Calls of that family in the last 24 hours, the hour that is just falling out included.</summary>
    public int Used(CallFamily family, DateTimeOffset now)
    {
        lock (_lock)
        {
            return _calls.Where(entry => entry.Key.Family == family && IsRecent(entry.Key.Hour, now)).Sum(entry => entry.Value);
        }
    }

    /// <summary>When the quota last ended for that family, and after how many calls; null while that is unknown.</summary>
    public QuotaStop? LastStop(CallFamily family)
    {
        lock (_lock)
        {
            return _stops.GetValueOrDefault(family);
        }
    }

    /// <summary>Spotify says that the quota is used up: what was used until now is what it allows.</summary>
    public void Learn(CallFamily family, DateTimeOffset now)
    {
        lock (_lock)
        {
            _stops[family] = new QuotaStop(family, now, Used(family, now));
        }
    }

    public void Restore(IEnumerable<HourOfCalls> calls, IEnumerable<QuotaStop> stops)
    {
        lock (_lock)
        {
            foreach (var hour in calls)
            {
                _calls[(hour.Family, hour.Hour)] = hour.Calls;
            }

            foreach (var stop in stops)
            {
                _stops[stop.Family] = stop;
            }
        }
    }

    /// <summary>All that is worth keeping; forgets the rest.</summary>
    public (HourOfCalls[] Calls, QuotaStop[] Stops) Snapshot(DateTimeOffset now)
    {
        lock (_lock)
        {
            foreach (var key in _calls.Keys.Where(key => !IsRecent(key.Hour, now)).ToArray())
            {
                _calls.Remove(key);
            }

            return ([.. _calls.Select(entry => new HourOfCalls(entry.Key.Family, entry.Key.Hour, entry.Value))], [.. _stops.Values]);
        }
    }

    private static DateTimeOffset HourOf(DateTimeOffset now) => new(now.Year, now.Month, now.Day, now.Hour, 0, 0, now.Offset);

    private static bool IsRecent(DateTimeOffset hour, DateTimeOffset now) => hour > now - Day - TimeSpan.FromHours(1);
}

/// <summary>Calls of a family in the hour that begins at <paramref name="Hour"/>.</summary>
internal sealed record HourOfCalls(CallFamily Family, DateTimeOffset Hour, int Calls);

/// <summary>The quota of a family ended at that moment, after so many calls in 24 hours.</summary>
internal sealed record QuotaStop(CallFamily Family, DateTimeOffset At, int Used);
