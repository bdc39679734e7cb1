using MusicSync.Worker.Matching;
using MusicSync.Worker.Playlists.Reading;
using MusicSync.Worker.Songs;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Tests.Mcp;
using Temporalio.Testing;

namespace MusicSync.Worker.Tests.Syncs;

/// <summary>A song that is looked up inside a task of a workflow holds nobody up.</summary>
public sealed class MatchInTaskTests
{
    private const int Room = 8;

    private static readonly MatchChunk Chunk = new([new Song(1, "Title", "Artist")], MatchPolicy.Balanced, Interactive: true);

    private static readonly object Row = new
    {
        items = new[] { new { position = 0, kind = "track", uri = "u1", title = "One", artists = new[] { "Somebody" } } },
        total = 1,
    };

    private readonly TaskCompletionSource _searched = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _looked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SongsBeyondTheRoom_AreLeftToTheActivity()
    {
        await using var bench = await StartAsync();
        var activities = Activities(bench);

        var waiting = Enumerable.Range(0, Room).Select(_ => InTaskAsync(activities, Chunk)).ToList();

        Assert.Null(await InTaskAsync(activities, Chunk));
        Assert.DoesNotContain(waiting, matching => matching.IsCompleted);
        _searched.SetResult();
        Assert.All(await Task.WhenAll(waiting), matched => Assert.Equal(MatchOutcome.Accepted, matched?.Decisions.Single().Outcome));
        Assert.NotNull(await InTaskAsync(activities, Chunk));
    }

    [Fact]
    public async Task LookAtThePlaylist_IsNotWaitedFor_AndIsThereForWhoNeedsIt()
    {
        await using var bench = await StartAsync();
        _searched.SetResult();
        var looks = Looks(bench);
        var activities = Activities(bench, looks);

        Assert.NotNull(await InTaskAsync(activities, Chunk with { LookAt = "37i9dQZF1DXcBWIGoYBM5M" }));

        var taken = looks.TakeAsync("37i9dQZF1DXcBWIGoYBM5M");
        Assert.False(taken.IsCompleted);
        _looked.SetResult();
        Assert.Equal("u1", Assert.Single((await taken)!.Rows.Slots).Uri);
    }

    [Fact]
    public async Task CancelledTask_EndsTheSearch()
    {
        await using var bench = await StartAsync();
        using var stop = new CancellationTokenSource();
        var environment = new ActivityEnvironment { CancellationTokenSource = stop };
        var activities = Activities(bench);

        var matching = environment.RunAsync(() => activities.MatchInTaskAsync(Chunk));
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => matching);
        _searched.SetResult();
        Assert.NotNull(await InTaskAsync(activities, Chunk));
    }

    /// <summary>A server whose searches and looks are answered when the test says so.</summary>
    private async Task<McpBench> StartAsync()
    {
        var bench = await McpBench.StartAsync();
        bench.Server.OnArguments = async arguments =>
        {
            var isSearch = arguments.ContainsKey("title");
            await (isSearch ? _searched : _looked).Task.WaitAsync(Token);
            return await ScriptedMcpServer.Answer(isSearch ? MatchActivitiesTests.Found("Title", "Artist") : Row)(Token);
        };
        return bench;
    }

    private static Task<MatchedChunk?> InTaskAsync(MatchActivities activities, MatchChunk chunk) =>
        new ActivityEnvironment().RunAsync(() => activities.MatchInTaskAsync(chunk));

    private static PlaylistLooks Looks(McpBench bench) => MatchActivitiesTests.Looks(bench, TimeProvider.System);

    private static MatchActivities Activities(McpBench bench, PlaylistLooks? looks = null) => MatchActivitiesTests.Activities(
        bench, (_, _) => Task.FromResult<IReadOnlyList<MatchDecision>>([]), looks ?? Looks(bench), TimeProvider.System);
}
