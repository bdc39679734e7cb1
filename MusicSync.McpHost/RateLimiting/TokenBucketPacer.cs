namespace MusicSync.McpHost.RateLimiting;

/// <summary>Spreads calls over time. An interactive call is promised the next free moment; a bulk call waits until nobody needs it.</summary>
internal sealed class TokenBucketPacer(GateLimits limits, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly long _start = time.GetTimestamp();
    private TokenBucket _bucket = new(limits.Burst, TimeSpan.Zero);

    /// <summary>Calls that could be made right now; negative when calls wait.</summary>
    public double Tokens
    {
        get
        {
            lock (_lock)
            {
                return Refill().Tokens;
            }
        }
    }

    /// <summary>True when the call may be made now; then it is counted.</summary>
    public bool TryTake(CallPriority priority)
    {
        if (!limits.IsPaced)
        {
            return true;
        }

        lock (_lock)
        {
            return Refill().WaitFor(ReserveOf(priority), limits) <= TimeSpan.Zero && Take();
        }
    }

    /// <summary>Waits for the call's moment. Refuses at once when that is further away than a call is held.</summary>
    public async Task TakeAsync(CallPriority priority, CancellationToken cancellationToken)
    {
        bool taken;
        do
        {
            (var wait, taken) = Ask(priority);
            await WaitAsync(wait, taken, cancellationToken);
        }
        while (!taken);
    }

    /// <summary>A counted call was not made after all.</summary>
    public void GiveBack()
    {
        lock (_lock)
        {
            _bucket = _bucket.Less(-1);
        }
    }

    /// <summary>How long a call of that priority would have to wait now.</summary>
    public TimeSpan WaitFor(CallPriority priority)
    {
        if (!limits.IsPaced)
        {
            return TimeSpan.Zero;
        }

        lock (_lock)
        {
            return Refill().WaitFor(ReserveOf(priority), limits);
        }
    }

    private (TimeSpan Wait, bool Taken) Ask(CallPriority priority)
    {
        if (!limits.IsPaced)
        {
            return (TimeSpan.Zero, Taken: true);
        }

        lock (_lock)
        {
            var wait = Refill().WaitFor(ReserveOf(priority), limits);
            return wait > limits.MaxHold
                ? throw GateRefusal.Busy(wait)
                : (wait, Taken: (priority is CallPriority.Interactive || wait <= TimeSpan.Zero) && Take());
        }
    }

    private async Task WaitAsync(TimeSpan wait, bool taken, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(wait, time, cancellationToken);
        }
        catch (OperationCanceledException) when (taken)
        {
            GiveBack();
            throw;
        }
    }

    private int ReserveOf(CallPriority priority) => priority is CallPriority.Bulk ? limits.BulkReserve : 0;

    private TokenBucket Refill() => _bucket = _bucket.Refilled(time.GetElapsedTime(_start), limits);

    private bool Take()
    {
        _bucket = _bucket.Less(1);
        return true;
    }
}

/// <summary>
/// How many calls may be made at once, at one moment. Below zero when calls have been promised to come later. Pure; the
/// library's bucket reads the stopwatch itself and knows no reserve.
/// </summary>
/// <param name="Tokens">Calls left.</param>
/// <param name="At">Since the start of the pace.</param>
internal readonly record struct TokenBucket(double Tokens, TimeSpan At)
{
    public TokenBucket Refilled(TimeSpan at, GateLimits limits) => at <= At
        ? this
        : new TokenBucket(Math.Min(limits.Burst, Tokens + ((at - At).TotalSeconds * limits.CallsPerSecond)), at);

    public TokenBucket Less(int calls) => this with { Tokens = Tokens - calls };

    /// <summary>Until one call may be made and so many are still left; in whole milliseconds, so that timers do not come early.</summary>
    public TimeSpan WaitFor(int reserve, GateLimits limits)
    {
        var missing = 1 + reserve - Tokens;
        return missing <= 0
            ? TimeSpan.Zero
            : TimeSpan.FromMilliseconds(Math.Ceiling(missing / limits.CallsPerSecond * 1_000));
    }
}
