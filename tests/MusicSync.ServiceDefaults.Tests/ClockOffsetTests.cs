using Microsoft.Extensions.Time.Testing;

namespace MusicSync.ServiceDefaults.Tests;

public sealed class ClockOffsetTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(-12, "This machine's clock is 12 s ahead of Temporal; let both follow a time server (NTP).")]
    [InlineData(12, "This machine's clock is 12 s behind Temporal; let both follow a time server (NTP).")]
    [InlineData(3, null)]
    [InlineData(-3, null)]
    public void Offset_BeyondThreeSeconds_IsPutInWords(int seconds, string? finding)
    {
        var clock = new ClockOffset("Temporal", _time);

        clock.Tell(_time.GetUtcNow().AddSeconds(seconds));

        Assert.Equal(finding, clock.Finding);
    }

    [Fact]
    public void SlowAnswer_IsNotTakenForAClock()
    {
        var clock = new ClockOffset("Temporal", _time);
        clock.Tell(_time.GetUtcNow());

        clock.Tell(_time.GetUtcNow().AddSeconds(-20));

        Assert.Equal(TimeSpan.Zero, clock.Current);
    }

    [Fact]
    public void MendedClock_IsNoticed()
    {
        var clock = new ClockOffset("Temporal", _time);
        clock.Tell(_time.GetUtcNow().AddSeconds(12));

        foreach (var _ in Enumerable.Range(0, 5))
        {
            clock.Tell(_time.GetUtcNow());
        }

        Assert.Null(clock.Finding);
    }

    [Fact]
    public void OldAnswers_SayNothing()
    {
        var clock = new ClockOffset("Temporal", _time);
        Assert.Null(clock.Current);
        clock.Tell(_time.GetUtcNow().AddSeconds(12));

        _time.Advance(TimeSpan.FromMinutes(10));

        Assert.Null(clock.Current);
    }

    [Fact]
    public void DateOfAnAnswer_CountsAsTheMiddleOfItsSecond()
    {
        var clock = new ClockOffset("Temporal", _time);
        using var response = new HttpResponseMessage();
        clock.Tell(response);
        response.Headers.Date = _time.GetUtcNow();

        clock.Tell(response);

        Assert.Equal(TimeSpan.FromSeconds(-0.5), clock.Current);
    }
}
