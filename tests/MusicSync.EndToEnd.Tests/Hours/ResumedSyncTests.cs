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
        var calls = 0;
        var activities = new ScriptedActivities((chunk, now) => Task.FromResult(Interlocked.Increment(ref calls) switch
        {
            // A call of its own met the refusal before the host knew of it, so it names no wait.
            1 => new MatchedChunk([], Refusal(null)),
            2 => new MatchedChunk([], Refusal(now + Recheck)),
            _ => new MatchedChunk([.. chunk.Songs.Select(ScriptedActivities.Accepted)]),
        }));
        await using var sync = await ScriptedSync.StartAsync(server);

        await sync.RunAsync(songs: 3, mostEvents: null, activities, async () =>
        {
            await sync.UntilAsync(status => status.Waiting is { Reason: "sign_in", Until: null });
            await sync.Handle.ExecuteUpdateAsync(workflow => workflow.ResumeAsync());
            await sync.UntilAsync(status => status.Waiting is { Until: not null });
            await sync.SkipAsync(2 * Recheck);
            var result = await sync.Handle.GetResultAsync();

            Assert.Equal(SyncState.Completed, result.Status.State);
            Assert.True(result.Status.FinishedAt!.Value - result.Status.StartedAt >= Recheck);
        });

        Assert.Equal(3, calls);
    }

    [Theory(Timeout = Chaos.Hung)]
    [SkippingData]
    public async Task RefusalThatIsMetAgain_ParksAgain(SkippingServer server)
    {
        var calls = 0;
        var activities = new ScriptedActivities((chunk, now) => Task.FromResult(Interlocked.Increment(ref calls) switch
        {
            1 => new MatchedChunk([], Refusal(null)),
            2 or 3 => new MatchedChunk([], Refusal(now + Recheck)),
            _ => new MatchedChunk([.. chunk.Songs.Select(ScriptedActivities.Accepted)]),
        }));
        await using var sync = await ScriptedSync.StartAsync(server);

        await sync.RunAsync(songs: 3, mostEvents: null, activities, async () =>
        {
            await sync.UntilAsync(status => status.Waiting is { Reason: "sign_in", Until: null });
            await sync.Handle.ExecuteUpdateAsync(workflow => workflow.ResumeAsync());
            await sync.SkipAsync(2 * Recheck);
            await sync.UntilAsync(status => status.Waiting is { Reason: "sign_in", Until: null } && calls == 3);
            await sync.Handle.ExecuteUpdateAsync(workflow => workflow.ResumeAsync());
            var result = await sync.Handle.GetResultAsync();

            Assert.Equal(SyncState.Completed, result.Status.State);
        });

        Assert.Equal(4, calls);
    }

    private static CallStop Refusal(DateTimeOffset? until) => new(ActivityFailureTypes.SpotifyAuthError, "Sign in.", until);
}
