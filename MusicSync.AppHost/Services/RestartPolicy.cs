namespace MusicSync.AppHost.Services;

/// <summary>
/// When a process that died is started again: after 1 s, then twice as long each time up to 30 s, and no more once it has
/// died 10 times within 5 minutes. Deaths longer ago do not count.
/// </summary>
internal sealed class RestartPolicy
{
    private const int MaxDeaths = 10;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(30);

    private readonly Queue<DateTimeOffset> _deaths = [];

    /// <summary>Why it gives up, as the rest of a sentence that begins with the name.</summary>
    public static string GivenUp { get; } =
        FormattableString.Invariant($"ended {MaxDeaths} times within {Window.TotalMinutes:0} minutes and is not started again");

    /// <summary>How long to wait before the next start, or null to give up.</summary>
    public TimeSpan? DelayAfterDeath(DateTimeOffset at)
    {
        _deaths.Enqueue(at);
        while (at - _deaths.Peek() > Window)
        {
            _deaths.Dequeue();
        }

        var delay = FirstDelay * Math.Pow(2, _deaths.Count - 1);
        return _deaths.Count >= MaxDeaths ? null : delay < MaxDelay ? delay : MaxDelay;
    }
}
