using System.Threading.RateLimiting;

namespace MusicSync.McpHost.RateLimiting;

/// <summary>
/// Every call to Spotify passes here: so many at a time, so many a second. Bulk calls queue for places of their own
/// first, so that an interactive call never waits behind more of them than may be in flight anyway.
/// </summary>
internal sealed class SpotifyGate(GateLimits limits, TimeProvider time) : IDisposable
{
    private readonly ConcurrencyLimiter _slots = Limiter(limits.Concurrency);
    private readonly ConcurrencyLimiter _bulkSlots = Limiter(limits.BulkConcurrency);
    private readonly TokenBucketPacer _pacer = new(limits, time);

    /// <summary>What is free at this moment.</summary>
    public GateLoad Load
    {
        get
        {
            var (slots, bulk) = (_slots.GetStatistics()!, _bulkSlots.GetStatistics()!);
            return new GateLoad(
                InFlight: limits.Concurrency - (int)slots.CurrentAvailablePermits,
                Waiting: (int)(slots.CurrentQueuedCount + bulk.CurrentQueuedCount),
                Tokens: limits.IsPaced ? _pacer.Tokens : null);
        }
    }

    /// <summary>A place for one call, or a refusal after the longest hold.</summary>
    public ValueTask<GateLease> EnterAsync(CallPriority priority, CancellationToken cancellationToken) =>
        TryEnter(priority) is { } lease ? ValueTask.FromResult(lease) : new ValueTask<GateLease>(WaitAsync(priority, cancellationToken));

    public void Dispose()
    {
        _slots.Dispose();
        _bulkSlots.Dispose();
    }

    private GateLease? TryEnter(CallPriority priority)
    {
        var bulk = priority is CallPriority.Bulk ? _bulkSlots.AttemptAcquire() : null;
        var slot = bulk is null or { IsAcquired: true } ? _slots.AttemptAcquire() : null;
        if (slot is { IsAcquired: true } && _pacer.TryTake(priority))
        {
            return new GateLease(bulk, slot, _pacer);
        }

        slot?.Dispose();
        bulk?.Dispose();
        return null;
    }

    private async Task<GateLease> WaitAsync(CallPriority priority, CancellationToken cancellationToken)
    {
        using var hold = new CancellationTokenSource(limits.MaxHold, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(hold.Token, cancellationToken);
        try
        {
            return await QueueAsync(priority, either.Token);
        }
        catch (OperationCanceledException) when (hold.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw GateRefusal.Busy(_pacer.WaitFor(priority));
        }
    }

    // The common place last, so that a bulk call that waits for its moment keeps none from an interactive one.
    private async Task<GateLease> QueueAsync(CallPriority priority, CancellationToken cancellationToken)
    {
        var bulk = priority is CallPriority.Bulk ? await _bulkSlots.AcquireAsync(1, cancellationToken) : null;
        try
        {
            await _pacer.TakeAsync(priority, cancellationToken);
            return new GateLease(bulk, await SlotAsync(cancellationToken), _pacer);
        }
        catch
        {
            bulk?.Dispose();
            throw;
        }
    }

    private async Task<RateLimitLease> SlotAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _slots.AcquireAsync(1, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _pacer.GiveBack();
            throw;
        }
    }

    // The hold bounds the queue, not a number.
    private static ConcurrencyLimiter Limiter(int calls) => new(new ConcurrencyLimiterOptions
    {
        PermitLimit = calls,
        QueueLimit = int.MaxValue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });
}

/// <summary>How busy the gate is.</summary>
/// <param name="InFlight">Calls at Spotify now.</param>
/// <param name="Waiting">Calls that wait for a place.</param>
/// <param name="Tokens">Calls that could be made at once, negative when calls wait for their moment; null without a pace.</param>
internal sealed record GateLoad(int InFlight, int Waiting, double? Tokens);

/// <summary>One call's place among those in flight, given back when the call has its answer.</summary>
internal sealed class GateLease(RateLimitLease? bulk, RateLimitLease slot, TokenBucketPacer pacer) : IDisposable
{
    /// <summary>The call was not made after all, so another one may be.</summary>
    public void GiveTokenBack() => pacer.GiveBack();

    public void Dispose()
    {
        slot.Dispose();
        bulk?.Dispose();
    }
}
