using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.Worker.Playlists.Writer;
using MusicSync.Worker.Syncs;

namespace MusicSync.EndToEnd.Tests.Hours;

/// <summary>A ticket that a writer got by signal and that nothing is heard of, or that finds no room, is submitted by an update.</summary>
public sealed class HandedOverTicketTests
{
    [Theory(Timeout = Chaos.Hung)]
    [SkippingData]
    public async Task NothingHeardOfIt_IsSubmittedAgainAfterTenMinutes(SkippingServer server)
    {
        var activities = new ScriptedActivities(MatchAsync);
        await using var sync = await ScriptedSync.StartAsync(server);

        await sync.RunAsync<SilentWriter>(activities, async () =>
        {
            await sync.UntilAsync(status => status.State == SyncState.Writing);
            await sync.UntilWriterGotAsync(TicketSignals.Submit);
            Assert.Empty(activities.Tickets);
            await sync.SkipAsync(TimeSpan.FromMinutes(11));
            var result = await sync.Handle.GetResultAsync();

            Assert.Equal((SyncState.Completed, 1), (result.Status.State, result.Status.Changes.Added));
        });

        Assert.Single(activities.Tickets);
    }

    [Theory(Timeout = Chaos.Hung)]
    [SkippingData]
    public async Task Refused_IsSubmittedAtOnce(SkippingServer server)
    {
        var activities = new ScriptedActivities(MatchAsync);
        await using var sync = await ScriptedSync.StartAsync(server);

        await sync.RunAsync<FullWriter>(activities, async () =>
        {
            var result = await sync.Handle.GetResultAsync();

            Assert.Equal((SyncState.Completed, 1), (result.Status.State, result.Status.Changes.Added));
            Assert.True(result.Status.FinishedAt!.Value - result.Status.StartedAt < TimeSpan.FromMinutes(10));
        });

        Assert.Single(activities.Tickets);
    }

    private static Task<MatchedChunk> MatchAsync(MatchChunk chunk, DateTime now) =>
        Task.FromResult(new MatchedChunk([.. chunk.Songs.Select(ScriptedActivities.Accepted)]));
}
