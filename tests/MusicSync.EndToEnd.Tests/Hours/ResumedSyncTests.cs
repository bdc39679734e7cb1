using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Temporal;

namespace MusicSync.EndToEnd.Tests.Hours;

/// <summary>One resume is enough: what the host only remembers of an earlier refusal does not park a sync again.</summary>
public sealed class ResumedSyncTests
{
    private static readonly TimeSpan Recheck = TimeSpan.FromMinutes(1);

    [Theory(Timeout = Chaos.Hung)]
    [SkippingData]
    public async Task RefusalThatIsOnlyRemembered_IsWaitedOut(SkippingServer server)
    {
        var calls = new RefusedCalls(remembered: 1);
        await using var sync = await ScriptedSync.StartAsync(server);

        await sync.RunAsync(songs: 3, mostEvents: null, new ScriptedActivities(calls.MatchAsync), async () =>
        {
            await sync.UntilAsync(status => status.Waiting is { Reason: "sign_in", Until: null });
            await sync.Handle.ExecuteUpdateAsync(workflow => workflow.ResumeAsync());
            await sync.UntilAsync(status => status.Waiting is { Until: not null });
            await sync.SkipAsync(2 * Recheck);
            var result = await sync.Handle.GetResultAsync();

            Assert.Equal(SyncState.Completed, result.Status.State);
            Assert.True(result.Status.FinishedAt!.Value - result.Status.StartedAt >= Recheck);
        });

        Assert.Equal(3, calls.Count);
    }

    [Theory(Timeout = Chaos.Hung)]
    [SkippingData]
    public async Task RefusalThatIsMetAgain_ParksAgain(SkippingServer server)
    {
        var calls = new RefusedCalls(remembered: 2);
        await using var sync = await ScriptedSync.StartAsync(server);

        await sync.RunAsync(songs: 3, mostEvents: null, new ScriptedActivities(calls.MatchAsync), async () =>
        {
            await sync.UntilAsync(status => status.Waiting is { Reason: "sign_in", Until: null });
            await sync.Handle.ExecuteUpdateAsync(workflow => workflow.ResumeAsync());
            await sync.SkipAsync(2 * Recheck);
            await sync.UntilAsync(status => status.Waiting is { Reason: "sign_in", Until: null } && calls.Count == 3);
            await sync.Handle.ExecuteUpdateAsync(workflow => workflow.ResumeAsync());
            var result = await sync.Handle.GetResultAsync();

            Assert.Equal(SyncState.Completed, result.Status.State);
        });

        Assert.Equal(4, calls.Count);
    }

    /// <summary>
    /// The first call meets the refusal before the host knows of it, so it names no wait; some more are told what the host
    /// remembers; then the songs are found.
    /// </summary>
    private sealed class RefusedCalls(int remembered)
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public Task<MatchedChunk> MatchAsync(MatchChunk chunk, DateTime now)
        {
            var call = Interlocked.Increment(ref _count);
            return Task.FromResult(call > 1 + remembered
                ? new MatchedChunk([.. chunk.Songs.Select(ScriptedActivities.Accepted)])
                : new MatchedChunk([], new CallStop(ActivityFailureTypes.SpotifyAuthError, "Sign in.", call == 1 ? null : now + Recheck)));
        }
    }
}
