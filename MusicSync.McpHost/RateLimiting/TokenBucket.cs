namespace MusicSync.McpHost.RateLimiting;

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
