using MusicSync.AppHost.Services;

namespace MusicSync.AppHost.Tests;

public sealed class RestartPolicyTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Deaths_OneAfterTheOther_AreAnsweredMoreAndMoreSlowlyAndThenNoMore()
    {
        var policy = new RestartPolicy();

        var delays = Enumerable.Range(0, 11).Select(second => policy.DelayAfterDeath(Start.AddSeconds(second))?.TotalSeconds);

        Assert.Equal([1, 2, 4, 8, 16, 30, 30, 30, 30, null, null], delays);
    }

    [Fact]
    public void Deaths_LongAgo_DoNotCount()
    {
        var policy = new RestartPolicy();
        for (var second = 0; second < 9; second++)
        {
            policy.DelayAfterDeath(Start.AddSeconds(second));
        }

        Assert.Equal(TimeSpan.FromSeconds(1), policy.DelayAfterDeath(Start.AddMinutes(6)));
    }

    [Fact]
    public void Deaths_EveryMinute_AreAlwaysAnswered()
    {
        var policy = new RestartPolicy();

        Assert.All(Enumerable.Range(0, 60), minute => Assert.NotNull(policy.DelayAfterDeath(Start.AddMinutes(minute))));
    }
}
