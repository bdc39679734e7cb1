using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.EndToEnd.Tests.Support;
using MusicSync.Worker.Syncs;

namespace MusicSync.EndToEnd.Tests.Hours;

/// <summary>What a running sync says of itself is known in the process that works on it, without asking.</summary>
public sealed class WatchedSyncTests
{
    [Theory(Timeout = Chaos.Hung)]
    [SkippingData]
    public async Task SyncThatIsLookedAt_SaysAfterEachTaskWhatAQueryWouldAnswer(SkippingServer server)
    {
        const int Songs = 300;
        using var oneMore = new SemaphoreSlim(0);
        var activities = new ScriptedActivities(async (chunk, _) =>
        {
            await oneMore.WaitAsync(TestContext.Current.CancellationToken);
            return new MatchedChunk([.. chunk.Songs.Select(ScriptedActivities.Accepted)]);
        });
        await using var sync = await ScriptedSync.StartAsync(server);

        await sync.RunAsync(Songs, mostEvents: null, activities, async () =>
        {
            // A look says that somebody wants to know; what is told next is kept.
            Assert.Null(sync.Watched.Look(sync.Handle.Id));
            for (var matched = 0; matched < Songs / 2;)
            {
                oneMore.Release();
                SyncStatus? kept = null;
                await Eventually.TrueAsync(() => Task.FromResult((kept = sync.Watched.Look(sync.Handle.Id)?.Status)?.Songs.Matched > matched));
                Assert.Equivalent(kept, await sync.Handle.QueryAsync(workflow => workflow.Status()), strict: true);
                matched = kept!.Songs.Matched;
            }

            oneMore.Release(Songs);
            Assert.Equal(SyncState.Completed, (await sync.Handle.GetResultAsync()).Status.State);
            Assert.Null(sync.Watched.Look(sync.Handle.Id));
        });
    }
}
