using Microsoft.Extensions.Time.Testing;
using MusicSync.Worker.Api.Watching;
using static MusicSync.Worker.Tests.Api.Watching.MadeStatus;

namespace MusicSync.Worker.Tests.Api.Watching;

public sealed class WatchedSyncsTests
{
    private const string Sync = "sync/1";

    private readonly FakeTimeProvider _time = new(Start);
    private readonly WatchedSyncs _syncs;
    private int _made;

    public WatchedSyncsTests() => _syncs = new WatchedSyncs(_time);

    [Fact]
    public void SyncThatNobodyLookedAt_MakesNoStatus()
    {
        Tell(matched: 1);

        Assert.Equal(0, _made);
        Assert.Null(_syncs.Look(Sync));
    }

    [Fact]
    public void Look_FindsWhatWasSaidLast_AndByWhichRun()
    {
        Assert.Null(_syncs.Look(Sync));

        Tell(matched: 1);
        Tell(matched: 2, run: "second");

        Assert.Equal(("second", 2), (_syncs.Look(Sync)?.RunId, _syncs.Look(Sync)?.Status.Songs.Matched));
        Assert.Null(_syncs.Look("sync/2"));
    }

    [Fact]
    public void WhatWasSaid_HoldsForASecond()
    {
        _syncs.Look(Sync);
        Tell(matched: 1);

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull(_syncs.Look(Sync));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(_syncs.Look(Sync));

        Tell(matched: 2);
        Assert.Equal(2, _syncs.Look(Sync)?.Status.Songs.Matched);
    }

    [Fact]
    public void SyncThatNobodyLooksAtAnyMore_MakesNoStatus()
    {
        _syncs.Look(Sync);
        _time.Advance(TimeSpan.FromSeconds(10));
        Tell(matched: 1);
        Assert.Equal(1, _made);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        Tell(matched: 2);

        Assert.Equal(1, _made);
    }

    [Fact]
    public void SyncThatWasToldToDoSomething_IsAskedItself()
    {
        _syncs.Look(Sync);
        Tell(matched: 1);

        _syncs.Forget(Sync);

        Assert.Null(_syncs.Look(Sync));
    }

    /// <summary>Temporal has not recorded the end yet: a worker that dies now runs the last task again.</summary>
    [Fact]
    public void SyncThatIsEnding_IsAskedItself()
    {
        _syncs.Look(Sync);

        _syncs.Tell(Sync, "first", () => Matched(1) with { FinishedAt = Start });

        Assert.Null(_syncs.Look(Sync));
    }

    private void Tell(int matched, string run = "first") => _syncs.Tell(Sync, run, () =>
    {
        _made++;
        return Matched(matched);
    });
}
