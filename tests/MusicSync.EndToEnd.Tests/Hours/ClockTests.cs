using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.EndToEnd.Tests.Support;
using MusicSync.Worker.Syncs;

namespace MusicSync.EndToEnd.Tests.Hours;

/// <summary>Clocks that differ: nothing is written, Temporal is asked less and less often, and once they agree it goes on.</summary>
public sealed class ClockTests
{
    private const int Songs = 3;
    private const string Write = "playlist.write";
    private const string Playlist = "playlistOfWrongClocks0";

    // More than the 7 s within which a write must be sent, and than the 10 s of a heartbeat timeout.
    private static readonly TimeSpan Wrong = TimeSpan.FromSeconds(12);

    [Theory(Timeout = Chaos.Hung)]
    [SkippingData]
    public async Task HostAhead_FindsEveryWriteTooLate_AndIsAskedWithPauses(SkippingServer server)
    {
        await using var stack = await SkippingStack.StartAsync(server, Songs);
        stack.HostAhead = Wrong;

        var sync = await stack.StartSyncAsync(Playlist);
        await stack.Worker.WaitAsync(sync, status => status.State is SyncState.Writing);
        await HeldBackAsync(stack);

        stack.HostAhead = TimeSpan.Zero;
        await EndsExactlyAsync(stack, sync);
    }

    [Theory(Timeout = Chaos.Hung)]
    [SkippingData]
    public async Task WorkerAhead_TakesEveryAttemptForOverdue_AndTheStatusSaysSo(SkippingServer server)
    {
        await using var stack = await SkippingStack.StartAsync(server, Songs);
        stack.WorkerAhead = Wrong;

        var sync = await stack.StartSyncAsync(Playlist);
        var status = await stack.Worker.WaitAsync(sync, status => status.Waiting?.Reason == "clock");
        await HeldBackAsync(stack);

        Assert.Equal(SyncState.Waiting, status.State);
        Assert.Contains("ahead of Temporal", status.Waiting!.Message, StringComparison.Ordinal);
        stack.WorkerAhead = TimeSpan.Zero;
        await EndsExactlyAsync(stack, sync);
    }

    /// <summary>Five minutes of attempts, soon one a minute, and none reaches Spotify.</summary>
    private static async Task HeldBackAsync(SkippingStack stack)
    {
        var writer = stack.HistoryOfWriter(Playlist);
        await Eventually.TrueAsync(async () => await writer.PendingAsync(Write) is { Attempt: > 1, LastFailure: not null });
        for (var minute = 0; minute < 5; minute++)
        {
            await stack.SkipAsync(TimeSpan.FromMinutes(1));
        }

        var pending = await writer.PendingAsync(Write);
        Assert.Equal("McpFenced", pending?.LastFailure?.ApplicationFailureInfo?.Type);
        Assert.InRange(pending!.Attempt, 3, 12);
        Assert.Equal(0, stack.Spotify.Calls.ByEndpoint.GetValueOrDefault(Endpoints.Write));
    }

    private static async Task EndsExactlyAsync(SkippingStack stack, string sync)
    {
        // Little by little: an attempt that is under way must not find that minutes have passed.
        while ((await stack.Worker.StatusAsync(sync)).FinishedAt is null)
        {
            await stack.SkipAsync(TimeSpan.FromSeconds(5));
        }

        await stack.Worker.CompleteAsync(sync);
        Assert.Equal(stack.Uris, stack.Spotify.Playlists.Find(Playlist)!.Uris);
        Assert.Equal(1, stack.Spotify.Calls.ByEndpoint[Endpoints.Write]);
    }
}
