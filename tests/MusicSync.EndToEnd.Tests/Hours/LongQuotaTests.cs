using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.EndToEnd.Tests.Support;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Temporal;
using Temporalio.Exceptions;

namespace MusicSync.EndToEnd.Tests.Hours;

/// <summary>A quota that lasts for months: the sync goes on in new runs, and nobody who asks for its id notices.</summary>
public sealed class LongQuotaTests
{
    private const int MostEvents = 300;
    private static readonly TimeSpan Probe = TimeSpan.FromHours(6);

    [Theory(Timeout = 2 * Chaos.Hung)]
    [SkippingData]
    public async Task NinetyDaysOfQuota_AreManyShortHistories_AndOneReport(SkippingServer server)
    {
        const int Songs = 990;
        var quota = new DailyQuota(searches: 11);
        var activities = new ScriptedActivities(quota.MatchAsync);
        await using var sync = await ScriptedSync.StartAsync(server);

        await sync.RunAsync(Songs, MostEvents, activities, async () =>
        {
            await sync.SkipDaysAsync(92);
            var result = await sync.Handle.GetResultAsync();

            Assert.Equal(SyncState.Completed, result.Status.State);
            Assert.Equal(Songs, result.Rows.Count(row => row is { Outcome: RowOutcome.Accepted, Result: RowResult.Added }));
            Assert.InRange(result.Status.FinishedAt!.Value - result.Status.StartedAt, TimeSpan.FromDays(88), TimeSpan.FromDays(91));
            Assert.Equal(Enumerable.Range(1, Songs), quota.Searched.Order());
            Assert.Equal(activities.Tickets, activities.Tickets.Distinct());
            var events = await sync.EventsAsync(activities.Runs);
            Assert.InRange(events.Count, 10, 200);
            Assert.All(events, count => Assert.InRange(count, 1, MostEvents + 50));
        });
    }

    [Theory(Timeout = 2 * Chaos.Hung)]
    [SkippingData]
    public async Task LaterRun_IsQueriedResumedAndCancelled_ByTheIdAlone(SkippingServer server)
    {
        const int Songs = 200;
        var quota = new DailyQuota(searches: 10);
        var parks = true;
        var activities = new ScriptedActivities((chunk, now) => parks && quota.Searched.Count >= 80
            ? Task.FromResult(new MatchedChunk([], new CallStop(ActivityFailureTypes.SpotifyAuthError, "Sign in.")))
            : quota.MatchAsync(chunk, now));
        await using var sync = await ScriptedSync.StartAsync(server);

        await sync.RunAsync(Songs, mostEvents: 60, activities, async () =>
        {
            await sync.SkipDaysAsync(10);
            var parked = await sync.UntilAsync(status => status.Waiting?.Reason == "sign_in");
            Assert.InRange(activities.Runs.Count, 3, 100);
            Assert.Equal((Songs, 80), (parked.Songs.Total, parked.Songs.Matched));
            Assert.InRange(parked.Changes.Added, 1, 80);
            var page = await sync.Handle.QueryAsync(workflow => workflow.Rows(new RowsPageRequest(0, 500)));
            Assert.Equal((Songs, 80), (page.Total, page.Rows.Count(row => row.Outcome == RowOutcome.Accepted)));

            parks = false;
            await sync.Handle.ExecuteUpdateAsync(workflow => workflow.ResumeAsync());
            await sync.UntilAsync(status => status.Waiting?.Reason == "quota");
            await sync.Handle.CancelAsync();
            var result = await sync.Handle.GetResultAsync();

            Assert.Equal(SyncState.Cancelled, result.Status.State);
            Assert.Equal(parked.StartedAt, result.Status.StartedAt);
            Assert.InRange(result.Rows.Count(row => row.Result == RowResult.Added), parked.Changes.Added, Songs);
        });
    }

    [Theory(Timeout = Chaos.Hung)]
    [SkippingData]
    public async Task ChunkThatFailsForGood_StopsTheOtherLane(SkippingServer server)
    {
        const int Songs = 1_000;
        var chunks = 0;
        await using var sync = await ScriptedSync.StartAsync(server);
        var activities = new ScriptedActivities(async (chunk, _) =>
        {
            if (Interlocked.Increment(ref chunks) == 1)
            {
                // Only when the other lane has a chunk in hand.
                await Eventually.TrueAsync(() => Task.FromResult(Volatile.Read(ref chunks) > 1));
                throw new ApplicationFailureException("gone", ActivityFailureTypes.SpotifyNotFound, nonRetryable: true);
            }

            await Eventually.TrueAsync(async () => await sync.PendingAsync() == 1);
            return new MatchedChunk([.. chunk.Songs.Select(ScriptedActivities.Accepted)]);
        });

        await sync.RunAsync(Songs, mostEvents: null, activities, async () =>
        {
            var result = await sync.Handle.GetResultAsync();

            Assert.Equal(ActivityFailureTypes.SpotifyNotFound, result.Status.Error?.Type);
        });

        Assert.Equal(2, chunks);
    }

    /// <summary>So many searches a day; when they are used up, it is asked again every six hours.</summary>
    private sealed class DailyQuota(int searches)
    {
        private readonly Lock _lock = new();
        private readonly List<int> _searched = [];
        private readonly Dictionary<DateTime, int> _used = [];

        public IReadOnlyList<int> Searched
        {
            get
            {
                lock (_lock)
                {
                    return [.. _searched];
                }
            }
        }

        public Task<MatchedChunk> MatchAsync(MatchChunk chunk, DateTime now)
        {
            lock (_lock)
            {
                var left = searches - _used.GetValueOrDefault(now.Date);
                var found = chunk.Songs.Take(left).ToList();
                _used[now.Date] = searches - left + found.Count;
                _searched.AddRange(found.Select(song => song.Line));
                var stop = found.Count == chunk.Songs.Count
                    ? null
                    : new CallStop(ActivityFailureTypes.SpotifyQuotaExhausted, "The quota is used up.", now + Probe);
                return Task.FromResult(new MatchedChunk([.. found.Select(ScriptedActivities.Accepted)], stop));
            }
        }
    }
}
