namespace MusicSync.EmbeddedTemporal.Time;

/// <summary>A timer of somebody who shares the server's clock: simulator, host or worker of a test.</summary>
internal sealed class SharedTimer : ITimer
{
    private readonly Gate _gate;
    private readonly TimerCallback _callback;
    private readonly object? _state;
    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private TimeSpan _period;
    private TimerEntry? _entry;
    private bool _disposed;

    public SharedTimer(Gate gate, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        (_gate, _callback, _state) = (gate, callback, state);
        Change(dueTime, period);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        return _gate.ChangeTimers(() =>
        {
            if (_disposed)
            {
                return false;
            }

            _period = period;
            _entry?.Cancel();
            _entry = dueTime == Timeout.InfiniteTimeSpan ? null : _gate.Timers.AfterShared(dueTime, Ring);
            return true;
        });
    }

    public void Dispose() => _gate.ChangeTimers(() =>
    {
        _disposed = true;
        _entry?.Cancel();
        return true;
    });

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Ring()
    {
        _entry = _period > TimeSpan.Zero ? _gate.Timers.AfterShared(_period, Ring) : null;
        // Never inside the gate: the callback is somebody else's code.
        ThreadPool.UnsafeQueueUserWorkItem(static timer => timer.CallBack(), this, preferLocal: false);
    }

    private void CallBack()
    {
        if (_context is null)
        {
            _callback(_state);
        }
        else
        {
            ExecutionContext.Run(_context, static timer => ((SharedTimer)timer!).Invoke(), this);
        }
    }

    private void Invoke() => _callback(_state);
}
