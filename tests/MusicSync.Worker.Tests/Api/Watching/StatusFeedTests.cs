using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using MusicSync.Worker.Api;
using MusicSync.Worker.Api.Watching;
using MusicSync.Worker.Syncs;
using Temporalio.Exceptions;
using static MusicSync.Worker.Tests.Api.Watching.MadeStatus;

namespace MusicSync.Worker.Tests.Api.Watching;

public sealed class StatusFeedTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Watcher_IsToldEachChange_AndTheEnd()
    {
        var bench = new Bench();
        await using var watch = bench.Watch();

        bench.Answers(Matched(1));
        Assert.Equal(1, await NextAsync(watch));
        bench.Answers(Matched(1), Matched(2));
        Assert.Equal(2, await NextAsync(watch));
        bench.Answers(Matched(3) with { FinishedAt = Start });
        Assert.Equal(3, await NextAsync(watch));

        Assert.False(await watch.MoveNextAsync());
    }

    [Fact]
    public async Task TwentyWatchers_AreServedByOnePoller()
    {
        var bench = new Bench();
        var watches = Enumerable.Range(0, 20).Select(_ => bench.Watch()).ToList();
        var first = watches.Select(NextAsync).ToList();

        bench.Answers(Matched(1));

        Assert.All(await Task.WhenAll(first), songs => Assert.Equal(1, songs));
        Assert.Equal(1, bench.Reads);
        foreach (var watch in watches)
        {
            await watch.DisposeAsync();
        }
    }

    [Fact]
    public async Task Poller_StopsWithTheLastWatcher_AndStartsWithTheNext()
    {
        var bench = new Bench();
        var watch = bench.Watch();
        bench.Answers(Matched(1));
        await NextAsync(watch);
        var stopped = bench.StoppedAsync();

        await watch.DisposeAsync();
        await stopped;

        await using var next = bench.Watch();
        bench.Answers(Matched(2));
        Assert.Equal(2, await NextAsync(next));
    }

    [Fact]
    public async Task Watcher_WhoComesBack_IsNotToldAgainWhatItSaw()
    {
        var bench = new Bench();
        await using var watch = bench.Watch(seen: new StatusChange(Matched(1), null).EventId);

        bench.Answers(Matched(1), Matched(2));

        Assert.Equal(2, await NextAsync(watch));
    }

    [Fact]
    public async Task Outage_IsNoChange()
    {
        var bench = new Bench();
        await using var watch = bench.Watch();

        bench.Fails(new RpcException(RpcException.StatusCode.Unavailable, "connection refused", null));
        bench.Answers(Matched(4));

        Assert.Equal(4, await NextAsync(watch));
    }

    [Fact]
    public async Task EndFromOutside_EndsTheWatch()
    {
        var bench = new Bench();
        await using var watch = bench.Watch();
        var next = NextAsync(watch);

        bench.Fails(new ProblemException(410, "The sync was ended from outside", "Send the list again."));

        Assert.Equal(410, (await Assert.ThrowsAsync<ProblemException>(() => next)).Status);
    }

    [Fact]
    public void EventId_IsTheSameForTheSameDocument() => Assert.Equal(
        (true, false),
        (new StatusChange(Matched(1), null).EventId == new StatusChange(Matched(1), 2.5).EventId,
            new StatusChange(Matched(1), null).EventId == new StatusChange(Matched(2), null).EventId));

    [Fact]
    public void Pace_IsThatOfTheNewestHalfMinute()
    {
        var pace = new Pace();
        pace.Add(Start, 0);
        Assert.Null(pace.SongsPerSecond);

        pace.Add(Start.AddSeconds(10), 100);
        Assert.Equal(10, pace.SongsPerSecond);

        pace.Add(Start.AddSeconds(40), 160);
        Assert.Equal(2, pace.SongsPerSecond);

        pace.Add(Start.AddSeconds(75), 160);
        Assert.Null(pace.SongsPerSecond);
    }

    private static async Task<int> NextAsync(IAsyncEnumerator<StatusChange> watch)
    {
        Assert.True(await watch.MoveNextAsync());
        return watch.Current.Status.Songs.Matched;
    }

    /// <summary>A sync whose answers are scripted; the poller's pauses pass at once.</summary>
    private sealed class Bench
    {
        private readonly Channel<Func<SyncStatus>> _answers = Channel.CreateUnbounded<Func<SyncStatus>>();
        private readonly TaskCompletionSource _stopped = new();
        private readonly StatusFeed _feed;
        private int _reads;

        public Bench() => _feed = new StatusFeed(ReadAsync, new ImpatientTime());

        public int Reads => Volatile.Read(ref _reads);

        public IAsyncEnumerator<StatusChange> Watch(string? seen = null) => _feed.WatchAsync("road-trip", seen, Token).GetAsyncEnumerator(Token);

        public void Answers(params SyncStatus[] statuses)
        {
            foreach (var status in statuses)
            {
                _answers.Writer.TryWrite(() => status);
            }
        }

        public void Fails(Exception failure) => _answers.Writer.TryWrite(() => throw failure);

        public Task StoppedAsync() => _stopped.Task.WaitAsync(Token);

        private async Task<SyncStatus> ReadAsync(string id, CancellationToken cancellationToken)
        {
            using var stop = cancellationToken.Register(() => _stopped.TrySetResult());
            var answer = (await _answers.Reader.ReadAsync(cancellationToken))();
            Interlocked.Increment(ref _reads);
            return answer;
        }
    }

    private sealed class ImpatientTime : FakeTimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
