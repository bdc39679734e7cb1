using Microsoft.Extensions.Time.Testing;
using MusicSync.EmbeddedTemporal.Time;

namespace MusicSync.EmbeddedTemporal.Tests.Time;

/// <summary>What happens later happens in its order and at its time, skipped or not.</summary>
public sealed class TimerQueueTests : IDisposable
{
    private readonly FakeTimeProvider _real = new(new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero));
    private readonly List<string> _happened = [];
    private readonly SkippingClock _clock;
    private readonly Gate _gate;

    public TimerQueueTests()
    {
        _clock = new SkippingClock(_real);
        _gate = new Gate(_clock);
    }

    public void Dispose() => _gate.Dispose();

    [Fact]
    public void Entries_HappenByTheirTime_ThenByTheirAge()
    {
        _gate.Enter(() =>
        {
            Later(2, "second");
            Later(1, "first");
            Later(2, "third");
            Later(3, "too late");
        });

        _real.Advance(TimeSpan.FromSeconds(2.5));

        Assert.Equal(["first", "second", "third"], _happened);
    }

    [Fact]
    public void Entry_ThatIsCancelled_DoesNotHappen()
    {
        _gate.Enter(() =>
        {
            Later(1, "cancelled").Cancel();
            Later(2, "kept");
        });

        _real.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(["kept"], _happened);
    }

    [Fact]
    public void Entry_MayAddAnother()
    {
        _gate.Enter(() => _gate.Timers.After(TimeSpan.FromSeconds(1), () => Later(1, "next")));

        _real.Advance(TimeSpan.FromSeconds(1.1));
        Assert.Empty(_happened);

        _real.Advance(TimeSpan.FromSeconds(1.1));
        Assert.Equal(["next"], _happened);
    }

    [Fact]
    public void Entries_FarAway_HappenAtTheirTime()
    {
        _gate.Enter(() => Later(100 * 86_400, "after 100 days"));

        _real.Advance(TimeSpan.FromDays(99));
        Assert.Empty(_happened);

        _real.Advance(TimeSpan.FromDays(1.1));
        Assert.Equal(["after 100 days"], _happened);
    }

    [Fact]
    public void Entries_ThatAreCancelled_DoNotPileUp()
    {
        var queue = _gate.Timers;
        var kept = _gate.Enter(() =>
        {
            for (var at = 0; at < 10_000; at++)
            {
                Later(1_000_000, "cancelled").Cancel();
            }

            return Later(1, "kept");
        });

        Assert.False(kept.IsOver);
        Assert.InRange(queue.Count, 1, 1_000);
    }

    [Fact]
    public void SharedTimer_EndsWhenTimeIsSkippedPastIt()
    {
        using var rang = new ManualResetEventSlim();
        using var timer = _clock.CreateTimer(_ => rang.Set(), null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);

        _gate.Enter(() =>
        {
            _clock.SkipTo(_clock.Now + TimeSpan.FromHours(2));
            _gate.Timers.RunDue();
        });

        Assert.True(rang.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void SharedTimer_IsNoReasonToSkip_ButAStopOnTheWay()
    {
        using var timer = _clock.CreateTimer(_ => { }, null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
        Assert.Null(_gate.Timers.NextToSkipTo);

        _gate.Enter(() => Later(7_200, "own"));

        Assert.Equal(_clock.Now + TimeSpan.FromHours(1), _gate.Timers.NextToSkipTo);
    }

    [Fact]
    public void SharedTimer_ThatIsDisposed_DoesNotRing()
    {
        var rings = 0;
        var timer = _clock.CreateTimer(_ => rings++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        timer.Dispose();

        _real.Advance(TimeSpan.FromSeconds(10));

        Assert.False(timer.Change(TimeSpan.Zero, TimeSpan.Zero));
        Assert.Equal(0, rings);
    }

    [Fact]
    public void Clock_SkipsTimestampsToo()
    {
        var before = _clock.GetTimestamp();

        _clock.SkipTo(_clock.Now + TimeSpan.FromHours(13));

        Assert.Equal(TimeSpan.FromHours(13), _clock.GetElapsedTime(before));
    }

    private TimerEntry Later(int seconds, string what) =>
        _gate.Timers.After(TimeSpan.FromSeconds(seconds), () => _happened.Add(what));
}
