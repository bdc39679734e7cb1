using MusicSync.McpHost.Failures;

namespace MusicSync.McpHost.RateLimiting;

/// <summary>The stops in force, one a family at most. Reading costs an array access.</summary>
internal sealed class CoolDowns(TimeProvider time)
{
    private readonly CoolDown?[] _stops = new CoolDown?[CallFamilies.All.Count];
    private readonly Lock _lock = new();

    /// <summary>Those still in force.</summary>
    public IReadOnlyList<CoolDown> Active => [.. CallFamilies.All.Select(Of).OfType<CoolDown>()];

    /// <summary>The stop of that family, null when it may be called.</summary>
    public CoolDown? Of(CallFamily family) =>
        Volatile.Read(ref _stops[(int)family]) is { } stop && stop.IsActive(time.GetUtcNow()) ? stop : null;

    /// <summary>Refuses a call of a family that is stopped.</summary>
    /// <exception cref="SpotifyException">With the kind of the stop and the rest of the wait.</exception>
    public void ThrowIfStopped(CallFamily family)
    {
        if (Of(family) is { } stop)
        {
            throw GateRefusal.CoolingDown(stop, time.GetUtcNow());
        }
    }

    /// <summary>Begins a stop; false when one that lasts longer is in force, as with several refusals of calls in flight.</summary>
    public bool Begin(CoolDown stop)
    {
        lock (_lock)
        {
            if (_stops[(int)stop.Family] is { } known && known.Until >= stop.Until)
            {
                return false;
            }

            Volatile.Write(ref _stops[(int)stop.Family], stop);
            return true;
        }
    }
}

/// <summary>Until when no call of a family is sent, and why: <see cref="FailureKind.RateLimited"/> or <see cref="FailureKind.QuotaExhausted"/>.</summary>
internal sealed record CoolDown(CallFamily Family, FailureKind Kind, DateTimeOffset Until)
{
    public bool IsActive(DateTimeOffset now) => Until > now;
}
