using System.Net;
using Microsoft.Extensions.Configuration;
using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.EndToEnd.Tests.Failures;
using MusicSync.EndToEnd.Tests.Hours;
using MusicSync.Worker.Api.Orders;
using MusicSync.Worker.Orders;
using MusicSync.Worker.Syncs;
using Temporalio.Api.Enums.V1;

namespace MusicSync.EndToEnd.Tests.Orders;

/// <summary>Orders over days that pass at once: the whole stack, and a web server with the list that is followed.</summary>
public sealed class FollowedListTests : IAsyncLifetime
{
    private const string Id = "charts";
    private const int Songs = 6;

    // With the jitter that a schedule adds.
    private static readonly TimeSpan ToTheNext = TimeSpan.FromHours(6) + TimeSpan.FromMinutes(6);

    // Six, a minute apart; what is left when time has been skipped passes at its own pace.
    private static readonly TimeSpan AllAttempts = TimeSpan.FromMinutes(10);

    private SkippingStack _stack = null!;
    private ServedList _list = null!;
    private OrderApi _orders = null!;

    public async ValueTask InitializeAsync()
    {
        _list = await ServedList.StartAsync([]);
        _stack = await SkippingStack.StartAsync(SkippingServer.Embedded, Songs, builder =>
            builder.Configuration.AddInMemoryCollection([new("Sources:AllowedHosts", _list.Host)]));
        _orders = new OrderApi(_stack.WorkerUrl);
    }

    public async ValueTask DisposeAsync()
    {
        _orders.Dispose();
        await _stack.DisposeAsync();
        await _list.DisposeAsync();
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task List_IsFollowed_AndCostsNearlyNothingWhileItStays()
    {
        var playlist = await FollowAsync(songs: 3);

        var first = (await _orders.UntilRunsAsync(Id, 1))[0];
        Assert.Equal((RunOutcome.Started, 3, SyncState.Completed, 3), (first.Outcome, first.Songs!.Value, first.Sync!.State, first.Sync.Added!.Value));
        Assert.Equal(_stack.Uris.Take(3), Items(playlist));
        await AssertCheapAsync(first.At);

        // The second run sees that the sync has ended; the third is what a run costs for ever.
        await PassAsync(runs: 2);
        var (requests, calls) = (_list.Requests, _stack.Spotify.Calls.Total);
        var runs = await PassAsync(runs: 3);
        Assert.Equal(new OrderRun(runs[0].At, RunOutcome.Unchanged), runs[0]);
        Assert.Equal((requests + 1, calls), (_list.Requests, _stack.Spotify.Calls.Total));
        await AssertCheapAsync(runs[0].At);

        _list.Serve(_stack.Songs.Take(4));
        runs = await PassAsync(runs: 4);
        Assert.Equal((RunOutcome.Started, 1), (runs[0].Outcome, runs[0].Sync!.Added!.Value));
        Assert.Equal(_stack.Uris.Take(4), Items(playlist));

        // Its sync is one like any other.
        Assert.Equal($"order/{Id}/{runs[0].At:yyyyMMdd'T'HHmmss'Z'}", runs[0].SyncId);
        var rows = await _stack.Worker.RowsAsync(Uri.EscapeDataString(runs[0].SyncId!));
        Assert.Equal([RowResult.AlreadyPresent, RowResult.AlreadyPresent, RowResult.AlreadyPresent, RowResult.Added], rows.Select(row => row.Result));
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task Mirror_FollowsTheList_AndAsksBeforeMostOfItGoes()
    {
        var foreign = _stack.Uris[^1];
        var playlist = await FollowAsync(songs: 4, OrderMode.Mirror, foreign);
        await _orders.UntilRunsAsync(Id, 1);
        Assert.Equal([foreign, .. _stack.Uris.Take(4)], Items(playlist));

        // One goes, the others change places; far later than Temporal remembers a sync.
        _list.Serve([_stack.Songs[3], _stack.Songs[0], _stack.Songs[1]]);
        await _stack.SkipAsync(TimeSpan.FromDays(3));
        var runs = (await _orders.GetAsync(Id)).Runs;
        Assert.Contains(runs, run => run.Sync is { Removed: 1, Confirm: null });
        Assert.Equal([foreign, _stack.Uris[3], _stack.Uris[0], _stack.Uris[1]], Items(playlist));

        // A list that breaks.
        _list.Serve([]);
        await _stack.SkipAsync(ToTheNext);
        var asking = await UntilAsync(order => order.Confirm is not null);
        Assert.Equal((3, 3), (asking.Confirm!.Own, asking.Confirm.Lost));
        Assert.Equal(4, Items(playlist).Count());

        // It was right: what is gone goes, what somebody else added stays.
        await _orders.ConfirmAsync(Id);
        await UntilAsync(order => order is { Confirm: null, Running: false, Runs: [{ Sync: not null }, ..] });
        Assert.Equal([foreign], Items(playlist));
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task Order_RestsGoesOnRunsAndIsDeleted()
    {
        var playlist = await FollowAsync(songs: 1);
        await _orders.UntilRunsAsync(Id, 1);

        var resting = await _orders.ChangeAsync(Id, new { paused = true });
        Assert.True(resting.Paused);
        Assert.Null(resting.NextRun);
        await _stack.SkipAsync(TimeSpan.FromDays(2));
        await _orders.UntilRunsAsync(Id, 1);

        _list.Serve(_stack.Songs.Take(2));
        await _orders.RunAsync(Id);
        Assert.Equal(1, (await _orders.UntilRunsAsync(Id, 2))[0].Sync!.Added);

        // Another playlist: there the source counts as never seen.
        var other = Playlist("1000000000000000000000");
        var changed = await _orders.ChangeAsync(Id, new { paused = false, playlist = other, every = "P1D" });
        Assert.Equal((false, "P1D", other), (changed.Paused, changed.Every, changed.Playlist.Id));
        Assert.NotNull(changed.NextRun);
        await _stack.SkipAsync(TimeSpan.FromDays(1.1));
        Assert.Equal(2, (await _orders.UntilRunsAsync(Id, 3))[0].Sync!.Added);
        Assert.Equal(_stack.Uris.Take(2), Items(other));
        Assert.Equal(Id, Assert.Single((await _orders.ListAsync()).Orders).Id);

        Assert.Equal(HttpStatusCode.NoContent, await _orders.StatusOfAsync(HttpMethod.Delete, $"/orders/{Id}"));
        Assert.Equal(HttpStatusCode.NotFound, await _orders.StatusOfAsync(HttpMethod.Get, $"/orders/{Id}"));
        Assert.Equal(HttpStatusCode.NotFound, await _orders.StatusOfAsync(HttpMethod.Delete, $"/orders/{Id}"));
        Assert.Equal(HttpStatusCode.NotFound, await _orders.StatusOfAsync(HttpMethod.Post, $"/orders/{Id}/run"));
        Assert.Empty((await _orders.ListAsync()).Orders);
        Assert.Equal(_stack.Uris.Take(2), Items(playlist));
    }

    [Fact(Timeout = Chaos.Hung)]
    [Failure("SourceUnavailable")]
    public async Task SourceThatIsDown_IsTriedAgain_AndThenLeftToTheNextRun()
    {
        await FollowAsync(songs: 1);
        await _orders.UntilRunsAsync(Id, 1);

        // For a minute, as it asks for: the run waits.
        _list.IsOutOfOrder = true;
        var asked = _list.Requests;
        await _orders.RunAsync(Id);
        await Support.Eventually.TrueAsync(async () => _list.Requests > asked && (await _orders.GetAsync(Id)).Waiting is { Reason: "source", Until: not null });
        _list.IsOutOfOrder = false;
        await _stack.SkipAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(RunOutcome.Unchanged, (await _orders.UntilRunsAsync(Id, 2))[0].Outcome);

        // For hours: the run gives up, the order does not.
        _list.IsOutOfOrder = true;
        await _stack.SkipAsync(ToTheNext + AllAttempts);
        var failed = (await _orders.UntilRunsAsync(Id, 3))[0];
        Assert.Equal(RunOutcome.Failed, failed.Outcome);
        Assert.Contains("503", failed.Detail, StringComparison.Ordinal);
        _list.IsOutOfOrder = false;
        Assert.Equal(RunOutcome.Unchanged, (await PassAsync(runs: 4))[0].Outcome);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task SameRequest_IsOneOrder_AndWhatIsWrongIsSaid()
    {
        var body = new { id = Id, source = new { songs = new[] { new { _stack.Songs[0].Title, _stack.Songs[0].Artist } } }, playlist = Playlist("1000000000000000000001"), cron = "0 6 * * *", timeZone = "Europe/Berlin" };
        var first = await _orders.CreateAsync(body);
        var second = await _orders.CreateAsync(body);

        Assert.Equal((first.CreatedAt, 1), (second.CreatedAt, second.Source.Songs));
        Assert.Equal(HttpStatusCode.Conflict, await _orders.StatusOfAsync(HttpMethod.Post, "/orders", new { body.id, body.source, body.playlist, every = "P1D" }));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await _orders.StatusOfAsync(HttpMethod.Post, "/orders", new { body.source, body.playlist, cron = "99 6 * * *" }));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await _orders.StatusOfAsync(HttpMethod.Patch, $"/orders/{Id}", new { cron = "99 6 * * *" }));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await _orders.StatusOfAsync(
            HttpMethod.Post, "/orders", new { body.source, body.playlist, body.cron, mode = "mirror", duplicates = "keep" }));
        Assert.Equal(HttpStatusCode.Conflict, await _orders.StatusOfAsync(HttpMethod.Post, $"/orders/{Id}/confirm"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await _orders.StatusOfAsync(HttpMethod.Post, "/orders", new { body.source, playlist = "1000000000000000000002", body.cron }));

        // A list given once is what the playlist holds, and comes back when somebody takes it out and asks.
        Assert.Equal(1, (await _orders.UntilRunsAsync(Id, 1))[0].Sync!.Added);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task Playlist_IsFollowed_ByOneCallWhileItStays()
    {
        var (source, target) = (Playlist("1000000000000000000003", [.. _stack.Uris.Take(2)]), Playlist("1000000000000000000004"));
        await _orders.CreateAsync(new { id = Id, source = new { playlist = source }, playlist = target, every = "PT6H" });
        Assert.Equal(2, (await _orders.UntilRunsAsync(Id, 1))[0].Sync!.Added);

        // Read once more, since reads may lag behind the snapshot; from then on one call is enough.
        await PassAsync(runs: 2);
        var calls = _stack.Spotify.Calls.Total;
        Assert.Equal(RunOutcome.Unchanged, (await PassAsync(runs: 3))[0].Outcome);
        Assert.Equal(calls + 1, _stack.Spotify.Calls.Total);

        Playlist(source, [.. _stack.Uris.Take(3)]);
        Assert.Equal(1, (await PassAsync(runs: 4))[0].Sync!.Added);
        Assert.Equal(_stack.Uris.Take(3), Items(target));
    }

    private async Task<string> FollowAsync(int songs, OrderMode mode = OrderMode.Add, params string[] foreign)
    {
        _list.Serve(_stack.Songs.Take(songs));
        var playlist = Playlist("1000000000000000000009", foreign);
        var order = await _orders.CreateAsync(new { id = Id, source = new { url = _list.Url }, playlist, mode, every = "PT6H" });
        Assert.Equal((_list.Url, playlist, mode), (order.Source.Url, order.Playlist.Id, order.Mode));
        return playlist;
    }

    private async Task<OrderDocument> UntilAsync(Func<OrderDocument, bool> isReached)
    {
        OrderDocument? order = null;
        await Support.Eventually.TrueAsync(async () => isReached(order = await _orders.GetAsync(Id)));
        return order!;
    }

    private async Task<IReadOnlyList<OrderRun>> PassAsync(int runs)
    {
        await _stack.SkipAsync(ToTheNext);
        return await _orders.UntilRunsAsync(Id, runs);
    }

    private string Playlist(string id, params string[] uris)
    {
        _stack.Spotify.Playlists.Set(id, uris, name: null, ownerId: null);
        return id;
    }

    private IEnumerable<string> Items(string playlist) => _stack.Spotify.Playlists.Find(playlist)!.Uris;

    /// <summary>A start and one activity, of at most 11 events, in which no song is.</summary>
    private async Task AssertCheapAsync(DateTimeOffset at)
    {
        var events = await _stack.HistoryOfWorkflow($"order/{Id}-{at:yyyy-MM-dd'T'HH:mm:ss'Z'}").EventsAsync();
        var actions = events.Count(happened => happened.EventType is EventType.WorkflowExecutionStarted or EventType.ActivityTaskScheduled
            or EventType.TimerStarted or EventType.WorkflowPropertiesModified or EventType.StartChildWorkflowExecutionInitiated);
        Assert.Equal((2, 1), (actions, events.Max(happened => happened.ActivityTaskStartedEventAttributes?.Attempt ?? 1)));
        Assert.InRange(events.Count, 1, 11);
        Assert.InRange(events.Sum(happened => happened.CalculateSize()), 1, 8_000);
    }
}
