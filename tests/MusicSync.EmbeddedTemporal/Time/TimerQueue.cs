namespace MusicSync.EmbeddedTemporal.Time;

/// <summary>Something that happens later. Who cancels it in time keeps it from happening.</summary>
internal sealed class TimerEntry(DateTime due, bool isShared, Action action)
{
    private Action? _action = action;

    public DateTime Due => due;

    /// <summary>Set for others who share the clock: time is not skipped for their sake alone.</summary>
    public bool IsShared => isShared;

    public bool IsOver => _action is null;

    public void Cancel() => _action = null;

    public void Run()
    {
        var happening = _action;
        _action = null;
        happening?.Invoke();
    }
}

/// <summary>Everything that happens later, by its time, with one timer of the real clock. Used inside the gate only.</summary>
internal sealed class TimerQueue : IDisposable
{
    private const int SmallEnough = 256;

    // The longest wait that a timer of .NET takes is 49 days.
    private static readonly TimeSpan MaxWait = TimeSpan.FromDays(1);

    private readonly SkippingClock _clock;
    private readonly ITimer _wake;
    private PriorityQueue<TimerEntry, (DateTime Due, long Order)> _entries = new();
    private long _order;
    private int _purgeAt = SmallEnough;
    private DateTime _armed = DateTime.MaxValue;

    public TimerQueue(SkippingClock clock, Action wake)
    {
        _clock = clock;
        _wake = clock.Real.CreateTimer(_ => wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Entries that are kept, cancelled ones too.</summary>
    public int Count => _entries.Count;

    /// <summary>When the next thing happens that time may be skipped to; null when there is none.</summary>
    public DateTime? NextToSkipTo
    {
        get
        {
            DropCancelled();
            return _entries.UnorderedItems.Any(item => !item.Element.IsOver && !item.Element.IsShared)
                ? _entries.Peek().Due
                : null;
        }
    }

    public TimerEntry At(DateTime due, Action action) => Add(new TimerEntry(due, isShared: false, action));

    public TimerEntry After(TimeSpan delay, Action action) => At(_clock.Now + delay, action);

    public TimerEntry AfterShared(TimeSpan delay, Action action) => Add(new TimerEntry(_clock.Now + delay, isShared: true, action));

    /// <summary>Runs what is due, earliest first.</summary>
    public void RunDue()
    {
        while (Peek() is { } next && next.Due <= _clock.Now)
        {
            _entries.Dequeue();
            next.Run();
        }
    }

    /// <summary>Wakes the server when the next entry is due.</summary>
    public void Arm()
    {
        if (Peek() is not { } next)
        {
            _armed = DateTime.MaxValue;
            return;
        }

        if (next.Due == _armed)
        {
            return;
        }

        _armed = next.Due;
        var left = next.Due - _clock.Now;
        _wake.Change(Clamp(left), Timeout.InfiniteTimeSpan);
    }

    /// <summary>The wake-up call has come; the next <see cref="Arm"/> asks for another.</summary>
    public void Disarm() => _armed = DateTime.MaxValue;

    public void Dispose() => _wake.Dispose();

    // Timers of .NET count whole milliseconds and round down, so one more is asked for.
    private static TimeSpan Clamp(TimeSpan left) => left <= TimeSpan.Zero
        ? TimeSpan.Zero
        : left < MaxWait ? left + TimeSpan.FromMilliseconds(1) : MaxWait;

    private TimerEntry Add(TimerEntry entry)
    {
        if (_entries.Count >= _purgeAt)
        {
            Purge();
        }

        _entries.Enqueue(entry, (entry.Due, _order++));
        return entry;
    }

    private TimerEntry? Peek()
    {
        DropCancelled();
        return _entries.TryPeek(out var next, out _) ? next : null;
    }

    private void DropCancelled()
    {
        while (_entries.TryPeek(out var next, out _) && next.IsOver)
        {
            _entries.Dequeue();
        }
    }

    /// <summary>Most timeouts are cancelled long before they are due; without this they would pile up.</summary>
    private void Purge()
    {
        var live = _entries.UnorderedItems.Where(item => !item.Element.IsOver).ToList();
        _entries = new PriorityQueue<TimerEntry, (DateTime, long)>(live);
        _purgeAt = Math.Max(SmallEnough, live.Count * 2);
    }
}
