using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MusicSync.McpHost.Authorization;
using MusicSync.McpHost.Caching;
using MusicSync.McpHost.RateLimiting;
using MusicSync.McpHost.Settings;
using MusicSync.McpHost.Spotify;
using MusicSync.McpHost.Tests.Support;

namespace MusicSync.McpHost.Tests.Caching;

public sealed class SearchCacheTests : IDisposable
{
    private static readonly Track Song = new("6rqhFgbbKwnb9MLmUQDhG6", "spotify:track:6rqhFgbbKwnb9MLmUQDhG6", "Dónde", ["Ana"], 231_277, false, Isrc: "ZZSIM1610814");

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly TempFolder _folder = new();
    private readonly LogLines _log = new();
    private int _asked;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answer_OfTheSameQueryInOtherSpacingAndCase_IsNotAskedTwice()
    {
        using var searches = Open();
        await AskAsync(searches, "track:Dónde  artist:Ana", Song);

        var again = await AskAsync(searches, " TRACK:DÓNDE artist:ana ");

        Assert.Equal(1, _asked);
        Assert.Equivalent(Song, Assert.Single(again), strict: true);
    }

    [Theory]
    [InlineData(true, 29, 1)]
    [InlineData(true, 31, 2)]
    [InlineData(false, 6, 1)]
    [InlineData(false, 8, 2)]
    public async Task Answer_IsForgotten_AfterThirtyDaysWhenFoundAndSevenWhenNot(bool found, int days, int asked)
    {
        using var searches = Open();
        Track[] answer = found ? [Song] : [];
        await AskAsync(searches, "q", answer);

        _time.Advance(TimeSpan.FromDays(days));
        await AskAsync(searches, "q", answer);

        Assert.Equal(asked, _asked);
    }

    [Fact]
    public async Task Answer_OutlivesAProcessThatWasKilled()
    {
        // Never closed, as after a kill; its lock would go with the process.
        var killed = Open();
        await AskAsync(killed, "q", Song);

        using var next = Open();

        Assert.Equivalent(Song, Assert.Single(await AskAsync(next, "q")), strict: true);
        Assert.Equal(1, _asked);
        killed.Dispose();
    }

    [Fact]
    public async Task TwoLiveProcesses_ShareWhatTheyRemember()
    {
        using var first = Open();
        using var second = Open();
        await AskAsync(first, "one", Song);

        Assert.Single(await AskAsync(second, "one"));
        await AskAsync(second, "other", Song);
        Assert.Single(await AskAsync(first, "other"));
        Assert.Equal(2, _asked);
        Assert.Empty(_log.Text);
    }

    [Fact]
    public async Task TwoProcessesThatWriteAtOnce_LoseNothing()
    {
        using var first = Open();
        using var second = Open();

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => AskAsync(i % 2 == 0 ? first : second, $"q{i}", Song), Cancel)));

        using var third = Open();
        foreach (var i in Enumerable.Range(0, 200))
        {
            Assert.Single(await AskAsync(third, $"q{i}"));
        }

        Assert.Equal(200, _asked);
    }

    [Fact]
    public async Task SameQueryAtTheSameTime_IsAskedOnce()
    {
        using var searches = Open();
        var release = new TaskCompletionSource();
        var asking = Enumerable.Range(0, 50).Select(_ => searches.GetOrAskAsync("q", SlowAsync, Cancel)).ToArray();
        release.SetResult();

        Assert.All(await Task.WhenAll(asking), answer => Assert.Single(answer));
        Assert.Equal(1, _asked);

        async Task<IReadOnlyList<Track>> SlowAsync(string query, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _asked);
            await release.Task;
            return [Song];
        }
    }

    [Fact]
    public async Task SharedSearch_EndsWithItsLastCallerAndNotWithItsFirst()
    {
        using var searches = Open();
        using var first = new CancellationTokenSource();
        using var last = new CancellationTokenSource();
        var (started, stopped) = (new TaskCompletionSource(), new TaskCompletionSource());
        var one = searches.GetOrAskAsync("q", ForeverAsync, first.Token);
        await started.Task;
        var two = searches.GetOrAskAsync("q", ForeverAsync, last.Token);

        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        Assert.False(stopped.Task.IsCompleted);
        await last.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => two);

        await stopped.Task.WaitAsync(Cancel);
        Assert.Equal(1, _asked);

        async Task<IReadOnlyList<Track>> ForeverAsync(string query, CancellationToken cancellationToken)
        {
            using var registration = cancellationToken.Register(stopped.SetResult);
            Interlocked.Increment(ref _asked);
            started.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return [];
        }
    }

    [Fact]
    public async Task SearchOfAPerson_DoesNotWaitForThatOfAnImport()
    {
        using var searches = Open();
        var started = new TaskCompletionSource();
        CurrentPriority.Value = CallPriority.Bulk;
        var bulk = searches.GetOrAskAsync("q", (_, cancellationToken) => NeverAsync(cancellationToken), Cancel);
        await started.Task;
        CurrentPriority.Value = CallPriority.Interactive;

        Assert.Single(await AskAsync(searches, "q", Song));
        Assert.False(bulk.IsCompleted);

        async Task<IReadOnlyList<Track>> NeverAsync(CancellationToken cancellationToken)
        {
            started.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return [];
        }
    }

    [Fact]
    public async Task BrokenFile_IsBegunAnewAndSaid()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, AnswerStore.FileName), new string('x', 10_000), Cancel);
        using var searches = Open();

        await AskAsync(searches, "q", Song);
        await AskAsync(searches, "q", Song);
        await AskAsync(searches, "q", Song);

        Assert.InRange(_asked, 1, 2);
        Assert.Contains("begun anew", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void FullStore_GivesUpItsOldestAnswers()
    {
        using var store = new AnswerStore(_folder.Path, capacity: 3, _time, _log.For<AnswerStore>());
        foreach (var i in Enumerable.Range(0, 5))
        {
            store.Add($"q{i}", [Song]);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([false, false, true, true, true], Enumerable.Range(0, 5).Select(i => store.Find($"q{i}") is not null));
    }

    [Fact]
    public async Task Answer_OfAnotherSignIn_IsNotUsed()
    {
        using (var searches = Open("one"))
        {
            await AskAsync(searches, "q", Song);
        }

        using var other = Open("another");
        await AskAsync(other, "q");

        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task FailedSearch_IsNotRemembered()
    {
        using var searches = Open();
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => searches.GetOrAskAsync("q", (_, _) => throw new InvalidOperationException(), Cancel));

        await AskAsync(searches, "q", Song);

        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task UnusableDirectory_CostsCallsAndNothingElse()
    {
        var file = Path.Combine(_folder.Path, "a-file");
        await File.WriteAllTextAsync(file, "", Cancel);
        using var searches = Searches(file, "one");

        Assert.Single(await AskAsync(searches, "q", Song));
        Assert.Single(await AskAsync(searches, "q", Song));
        Assert.Contains("Set MusicSync__DataDirectory", _log.Text, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private SearchCache Open(string refreshToken = "one") => Searches(_folder.Path, refreshToken);

    private SearchCache Searches(string directory, string refreshToken)
    {
        var storage = Options.Create(new StorageOptions { DataDirectory = directory });
        var spotify = Options.Create(new SpotifyOptions { ClientId = "client", RefreshToken = refreshToken });
        var signIns = new TokenStore(storage, spotify, new EphemeralDataProtectionProvider(), _time, _log.For<TokenStore>());
        return new(storage, spotify, signIns, _time, _log.For<SearchCache>());
    }

    private Task<IReadOnlyList<Track>> AskAsync(SearchCache searches, string query, params Track[] answer) =>
        searches.GetOrAskAsync(
            query,
            (_, _) =>
            {
                Interlocked.Increment(ref _asked);
                return Task.FromResult<IReadOnlyList<Track>>(answer);
            },
            Cancel);
}
