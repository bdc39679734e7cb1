using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MusicSync.McpHost.Failures;
using MusicSync.McpHost.RateLimiting;
using MusicSync.McpHost.Settings;
using MusicSync.McpHost.Tests.Support;

namespace MusicSync.McpHost.Tests.RateLimiting;

public sealed class QuotaStoreTests : IDisposable
{
    private static readonly TimeSpan MostOfADay = TimeSpan.FromSeconds(48_925);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 14, 5, 0, TimeSpan.Zero));
    private readonly TempFolder _folder = new();
    private readonly LogLines _log = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Stop_OutlivesAProcessThatWasKilled()
    {
        Open().Stop(CallFamily.Search, FailureKind.QuotaExhausted, MostOfADay);
        _time.Advance(TimeSpan.FromSeconds(925));

        var stop = Assert.Single(Open().CoolDowns.Active);

        Assert.Equal(new CoolDown(CallFamily.Search, FailureKind.QuotaExhausted, _time.GetUtcNow() + TimeSpan.FromSeconds(48_000)), stop);
    }

    [Fact]
    public void Stop_ThatIsOver_StopsNothing()
    {
        var quota = Open();
        quota.Stop(CallFamily.Search, FailureKind.RateLimited, TimeSpan.FromSeconds(5));

        _time.Advance(TimeSpan.FromSeconds(5));

        quota.CoolDowns.ThrowIfStopped(CallFamily.Search);
        Assert.Empty(Open().CoolDowns.Active);
    }

    [Fact]
    public void Stop_OfOneFamily_LeavesTheOthers()
    {
        var quota = Open();
        quota.Stop(CallFamily.Search, FailureKind.RateLimited, TimeSpan.FromSeconds(5));

        quota.CoolDowns.ThrowIfStopped(CallFamily.PlaylistWrite);
        var refusal = Assert.Throws<SpotifyException>(() => quota.CoolDowns.ThrowIfStopped(CallFamily.Search)).Failure;

        Assert.Equal(FailureKind.RateLimited, refusal.Kind);
        Assert.Equal(TimeSpan.FromSeconds(5), refusal.RetryAfter);
        Assert.Equal(
            "Spotify limits the rate of this kind of call (search) until 2026-11-24 14:05:05 UTC. Nothing was sent; repeat the call after 5 s.",
            refusal.Text);
    }

    [Fact]
    public void ShorterStop_OfACallInFlight_ShortensNothing()
    {
        var quota = Open();
        quota.Stop(CallFamily.Search, FailureKind.QuotaExhausted, MostOfADay);
        quota.Stop(CallFamily.Search, FailureKind.RateLimited, TimeSpan.FromSeconds(5));

        Assert.Equal(FailureKind.QuotaExhausted, Assert.Single(quota.CoolDowns.Active).Kind);
    }

    [Fact]
    public void Stop_OfAnotherApp_IsNotHonoured()
    {
        Open("one").Stop(CallFamily.Search, FailureKind.QuotaExhausted, MostOfADay);

        Assert.Empty(Open("another").CoolDowns.Active);
    }

    [Fact]
    public void Quota_IsLearnedFromWhatWasUsedWhenItEnded()
    {
        var quota = Open();
        Count(quota, 100);
        _time.Advance(TimeSpan.FromHours(20));
        Count(quota, 30);

        quota.Stop(CallFamily.Search, FailureKind.QuotaExhausted, MostOfADay);

        Assert.Equal(new QuotaStop(CallFamily.Search, _time.GetUtcNow(), Used: 130), Open().Usage.LastStop(CallFamily.Search));
        Assert.Null(quota.Usage.LastStop(CallFamily.PlaylistRead));
    }

    [Fact]
    public void Calls_AreForgottenAfterADay()
    {
        var quota = Open();
        Count(quota, 7);
        quota.SaveChanges();
        _time.Advance(TimeSpan.FromHours(23));
        Assert.Equal(7, Open().Usage.Used(CallFamily.Search, _time.GetUtcNow()));

        _time.Advance(TimeSpan.FromHours(2));

        Assert.Equal(0, Open().Usage.Used(CallFamily.Search, _time.GetUtcNow()));
    }

    [Fact]
    public async Task Counters_AreWrittenWhenTheHostStops()
    {
        var quota = Open();
        using var saver = new QuotaStoreSaver(quota, _time);
        await saver.StartAsync(Cancel);
        Count(quota, 1);
        Assert.Empty(Directory.GetFiles(_folder.Path));

        await saver.StopAsync(Cancel);

        Assert.Equal(1, Open().Usage.Used(CallFamily.Search, _time.GetUtcNow()));
    }

    public void Dispose() => _folder.Dispose();

    private static void Count(QuotaStore quota, int calls)
    {
        for (var call = 0; call < calls; call++)
        {
            quota.Count(CallFamily.Search);
        }
    }

    private QuotaStore Open(string app = "one") => new(
        new QuotaStateFile(
            Options.Create(new StorageOptions { DataDirectory = _folder.Path }),
            Options.Create(new SpotifyOptions { ClientId = app }),
            _log.For<QuotaStateFile>()),
        _time,
        _log.For<QuotaStore>());
}
