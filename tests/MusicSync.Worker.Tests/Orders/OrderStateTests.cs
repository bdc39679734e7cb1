using MusicSync.Worker.Orders;
using MusicSync.Worker.Sources;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Temporal;

namespace MusicSync.Worker.Tests.Orders;

public sealed class OrderStateTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);
    private static readonly OrderState Seen = new("hash", [Started(0)], new SourceVersion(ETag: "\"1\""), "content");

    [Fact]
    public void Sync_ThatIsNotKnownToHaveEnded_IsOpen()
    {
        Assert.Equal("sync-0", Seen.Open?.SyncId);
        Assert.Null(Seen.Ended("sync-0", new OrderedSync(SyncState.Completed, 1, 0, 0)).Open);
    }

    [Theory]
    [InlineData(SyncState.Completed, true)]
    [InlineData(SyncState.Cancelled, true)]
    [InlineData(SyncState.Failed, false)]
    public void Source_IsDealtWith_UnlessItsSyncFailed(SyncState state, bool isDealtWith)
    {
        var after = Seen.Ended("sync-0", new OrderedSync(state, 0, 0, 0));

        Assert.Equal(isDealtWith, after.Version is not null);
        Assert.Equal(isDealtWith, after.ContentHash is not null);
        Assert.Equal(state, after.Runs[0].Sync?.State);
    }

    [Fact]
    public void ChangedOrder_HasNeverSeenItsSource()
    {
        Assert.Same(Seen, Seen.For("hash"));
        Assert.Equal(new OrderState("other", Seen.Runs), Seen.For("other"));
    }

    [Fact]
    public void History_KeepsTheNewestRuns_AndTheOneWhoseSyncIsOpen()
    {
        var state = Enumerable.Range(1, 50).Aggregate(Seen, (known, hour) => known.With(new OrderRun(Start.AddHours(hour), RunOutcome.Skipped)));

        Assert.Equal(OrderState.MaxRuns + 1, state.Runs.Count);
        Assert.Equal(Start.AddHours(50), state.Runs[0].At);
        Assert.Equal("sync-0", state.Runs[^1].SyncId);
        Assert.Equal("sync-0", state.Open?.SyncId);
    }

    /// <summary>It stands in the start and the end of every run, and in the schedule.</summary>
    [Fact]
    public void State_IsSmall()
    {
        var state = Enumerable.Range(1, 50).Aggregate(Seen, (known, hour) =>
            known.With(Started(hour) with { Sync = new OrderedSync(SyncState.Completed, 100, 10, 10) }));

        Assert.InRange(TemporalJson.DataConverter.PayloadConverter.ToPayload(state).CalculateSize(), 1, 8_000);
    }

    [Theory]
    [InlineData("order/charts-2026-11-27T04:00:07Z", "2026-11-27T04:00:07Z")]
    [InlineData("order/charts-2-2026-11-27T04:00:07Z", null)]
    [InlineData("order/charts", null)]
    [InlineData("sync/charts-2026-11-27T04:00:07Z", null)]
    public void Run_IsNamedAfterWhenItWasDue(string workflowId, string? due) => Assert.Equal(
        due is null ? null : DateTimeOffset.Parse(due, System.Globalization.CultureInfo.InvariantCulture), OrderIds.DueAt("charts", workflowId));

    [Fact]
    public void Sync_IsNamedAfterOrderAndTime_InAtMost64Letters()
    {
        Assert.Equal("order/charts/20261124T000000Z", OrderIds.ToSync("charts", Start));
        Assert.Equal(64 - 1, OrderIds.ToSync(new string('a', OrderIds.MaxLength), Start).Length);
    }

    private static OrderRun Started(int hour) => new(Start.AddHours(hour), RunOutcome.Started, Songs: 100, SyncId: $"sync-{hour}");
}
