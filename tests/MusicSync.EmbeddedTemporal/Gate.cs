using Grpc.Core;
using MusicSync.EmbeddedTemporal.Time;

namespace MusicSync.EmbeddedTemporal;

/// <summary>
/// The one way to the server's state. Whoever enters is alone; before the next one may enter, what the change entails is done
/// and everything is in the journal. So an answer that was computed inside, and is sent by somebody who entered after that,
/// was saved first.
/// </summary>
internal sealed class Gate : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SkippingClock _clock;
    private int _holds;
    private bool _isSkipQueued;
    private Exception? _broken;

    public Gate(SkippingClock clock)
    {
        _clock = clock;
        clock.Serve(this);
        Timers = new TimerQueue(clock, RunTimers);
    }

    public TimerQueue Timers { get; }

    /// <summary>What a change entails: tasks to hand out, requests to deliver.</summary>
    public Action Settle { get; set; } = () => { };

    /// <summary>Writes the change to the journal.</summary>
    public Action Save { get; set; } = () => { };

    /// <summary>Whether nothing is under way, so that time may be skipped; null when it never may.</summary>
    public Func<bool>? IsIdle { get; set; }

    public void Enter(Action work) => Enter(() =>
    {
        work();
        return true;
    });

    public T Enter<T>(Func<T> work)
    {
        lock (_lock)
        {
            ThrowIfBroken();
            try
            {
                return work();
            }
            finally
            {
                Leave();
            }
        }
    }

    /// <summary>Stops time from being skipped until <see cref="ReleaseTime"/>; calls add up.</summary>
    public void HoldTime() => _holds++;

    public void ReleaseTime() => _holds--;

    /// <summary>Sets or stops a timer of somebody who shares the clock; changes nothing else.</summary>
    public bool ChangeTimers(Func<bool> change)
    {
        lock (_lock)
        {
            var changed = change();
            Timers.Arm();
            return changed;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _broken ??= new ObjectDisposedException(nameof(EmbeddedServer));
            Timers.Dispose();
        }
    }

    private void RunTimers()
    {
        lock (_lock)
        {
            if (_broken is null)
            {
                Timers.Disarm();
                Timers.RunDue();
                Leave();
            }
        }
    }

    private void Leave()
    {
        Settle();
        try
        {
            Save();
        }
        catch (Exception failed)
        {
            // Whatever it was, memory is ahead of the file now. Nothing may be answered from it any more.
            _broken = failed;
            ThrowIfBroken();
        }

        Timers.Arm();
        if (!_isSkipQueued && MaySkip() && Timers.NextToSkipTo is not null)
        {
            // Not here and now: whoever waits at the gate comes first, and may have something to do at this time.
            _isSkipQueued = true;
            ThreadPool.UnsafeQueueUserWorkItem(static gate => gate.Skip(), this, preferLocal: false);
        }
    }

    private void Skip()
    {
        lock (_lock)
        {
            _isSkipQueued = false;
            if (_broken is null && MaySkip() && Timers.NextToSkipTo is { } next)
            {
                _clock.SkipTo(next);
                Timers.RunDue();
                Leave();
            }
        }
    }

    private bool MaySkip() => _holds == 0 && IsIdle is { } isIdle && isIdle();

    private void ThrowIfBroken()
    {
        if (_broken is not null)
        {
            throw new RpcException(new Status(
                StatusCode.Unavailable, $"The embedded Temporal has stopped: {_broken.Message} Start it again."));
        }
    }
}
