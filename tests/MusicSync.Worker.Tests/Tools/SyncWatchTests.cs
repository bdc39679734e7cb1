using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using ModelContextProtocol;
using MusicSync.Worker.Api.Watching;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Tools;

namespace MusicSync.Worker.Tests.Tools;

/// <summary>How long a call waits for a sync, and what its client is told meanwhile.</summary>
public sealed class SyncWatchTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SyncThatEnds_IsTheAnswer_AfterEachStep()
    {
        var bench = new Bench(Matched(1), Matched(2), Matched(2) with { State = SyncState.Completed, FinishedAt = Start });

        var status = await bench.Watch.WaitAsync(Matched(0), TimeSpan.FromMinutes(1), bench.TellAsync, Token);

        Assert.Equal(SyncState.Completed, status.State);
        Assert.Equal([0, 1, 2, 9], bench.Steps.Select(step => step.Progress));
        Assert.All(bench.Steps, step => Assert.Equal(9, step.Total));
        Assert.Equal("Sync x: 0 of 4 songs looked up, 0 are in the playlist.", bench.Steps[0].Message);
    }

    [Fact]
    public async Task TimeThatIsOver_LeavesTheSyncAsItIs()
    {
        var bench = new Bench(Matched(1));

        var waiting = bench.Watch.WaitAsync(Matched(0), TimeSpan.FromSeconds(55), bench.TellAsync, Token);
        await bench.ToldAllAsync();
        bench.Time.Advance(TimeSpan.FromSeconds(56));

        Assert.Equal(1, (await waiting).Songs.Matched);
    }

    [Fact]
    public async Task WorkerThatEnds_AnswersWithWhatItKnows()
    {
        var bench = new Bench(Matched(3));

        var waiting = bench.Watch.WaitAsync(Matched(0), TimeSpan.FromSeconds(55), bench.TellAsync, Token);
        await bench.ToldAllAsync();
        bench.Lifetime.StopApplication();

        Assert.Equal(3, (await waiting).Songs.Matched);
    }

    [Fact]
    public async Task CallerThatGoes_IsNotAnswered()
    {
        var bench = new Bench(Matched(1));
        using var caller = new CancellationTokenSource();

        var waiting = bench.Watch.WaitAsync(Matched(0), TimeSpan.FromSeconds(55), bench.TellAsync, caller.Token);
        await bench.ToldAllAsync();
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(55, true)]
    public async Task NothingToWaitFor_IsNotAskedAbout(int seconds, bool hasEnded)
    {
        var bench = new Bench();
        var status = Matched(4) with { FinishedAt = hasEnded ? Start : null };

        var answer = await bench.Watch.WaitAsync(status, TimeSpan.FromSeconds(seconds), _ => throw new InvalidOperationException("told"), Token);

        Assert.Same(status, answer);
        Assert.Equal(0, bench.Reads);
    }

    [Fact]
    public void Progress_AlwaysGrows_WhateverTheSyncDoes()
    {
        var steps = new ProgressSteps();
        SyncStatus[] statuses =
        [
            Matched(0),
            Matched(2),
            Matched(2) with { State = SyncState.Waiting, Waiting = new SyncWaiting("rate_limited", Until: null, "Spotify asks to wait.") },
            Matched(2),
            Matched(4) with { Changes = new ChangeCounts(4, 0, 0, 0) },
            Matched(4) with { Changes = new ChangeCounts(3, 0, 1, 1) },
            Matched(4) with { Changes = new ChangeCounts(4, 0, 1, 0), State = SyncState.Completed, FinishedAt = Start },
        ];

        var told = statuses.Select(steps.Next).ToList();

        Assert.All(told.Zip(told.Skip(1)), pair => Assert.True(pair.Second.Progress > pair.First.Progress));
        Assert.All(told, step => Assert.True(step.Progress <= step.Total));
        Assert.EndsWith("Spotify asks to wait.", told[2].Message, StringComparison.Ordinal);
    }

    private static SyncStatus Matched(int songs) => new(
        "x", SyncState.Matching, new PlaylistRef(Id: null, "Road trip", Url: null), new SongCounts(4, 0, songs), new OutcomeCounts(songs, 0, 0, 0),
        new ChangeCounts(0, 0, 0, 0), Waiting: null, new SyncEstimate(0, 0, 0, 0), Start, FinishedAt: null, Error: null);

    /// <summary>A sync whose next status is read when the one before was told.</summary>
    private sealed class Bench
    {
        private readonly Channel<SyncStatus> _answers = Channel.CreateUnbounded<SyncStatus>();
        private readonly Queue<SyncStatus> _statuses;
        private readonly TaskCompletionSource _toldAll = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Bench(params SyncStatus[] statuses)
        {
            _statuses = new(statuses);
            Watch = new SyncWatch(new StatusFeed(ReadAsync, new ImpatientTime()), Time, Lifetime);
        }

        public FakeTimeProvider Time { get; } = new(Start);

        public IHostApplicationLifetime Lifetime { get; } = WebApplication.CreateSlimBuilder().Build().Services.GetRequiredService<IHostApplicationLifetime>();

        public SyncWatch Watch { get; }

        public List<ProgressNotificationValue> Steps { get; } = [];

        public int Reads { get; private set; }

        public Task TellAsync(ProgressNotificationValue step)
        {
            Steps.Add(step);
            if (_statuses.TryDequeue(out var next))
            {
                _answers.Writer.TryWrite(next);
            }
            else
            {
                _toldAll.TrySetResult();
            }

            return Task.CompletedTask;
        }

        public Task ToldAllAsync() => _toldAll.Task.WaitAsync(Token);

        private async Task<SyncStatus> ReadAsync(string id, CancellationToken cancellationToken)
        {
            Reads++;
            return await _answers.Reader.ReadAsync(cancellationToken);
        }
    }

    private sealed class ImpatientTime : FakeTimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
