using Microsoft.Extensions.Time.Testing;
using MusicSync.ServiceDefaults;
using MusicSync.Worker.Api;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Playlists.Writing;
using MusicSync.Worker.Songs;
using MusicSync.Worker.Syncs;

namespace MusicSync.Worker.Tests.Api;

public sealed class ClockNoticeTests
{
    private static readonly WriteTiming Timing = new WriteTimingOptions().ToTiming();
    private readonly FakeTimeProvider _time = new();
    private readonly ClockOffset _temporal;
    private readonly ClockOffset _mcpHost;

    public ClockNoticeTests() => (_temporal, _mcpHost) = (new("Temporal", _time), new("the MCP host", _time));

    [Fact]
    public void ClockThatRefusesEveryWrite_IsWhatASyncThatWritesWaitsFor()
    {
        _temporal.Tell(_time.GetUtcNow().AddSeconds(-12));

        var status = Add(Status(SyncState.Writing));

        Assert.Equal((SyncState.Waiting, "clock"), (status.State, status.Waiting?.Reason));
        Assert.Contains("12 s ahead of Temporal", status.Waiting!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ClockBehindTheHosts_IsToldToo()
    {
        _mcpHost.Tell(_time.GetUtcNow().AddSeconds(9));

        Assert.Contains("9 s behind the MCP host", Add(Status(SyncState.Writing)).Waiting?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wait_IsToldWithTheClock()
    {
        _temporal.Tell(_time.GetUtcNow().AddSeconds(-5));
        var waiting = Status(SyncState.Waiting) with { Waiting = new("upstream", null, "Spotify is not answering.") };

        var status = Add(waiting);

        Assert.Equal("upstream", status.Waiting?.Reason);
        Assert.StartsWith("Spotify is not answering. This machine's clock is 5 s ahead", status.Waiting?.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SyncState.Matching, 60)]
    [InlineData(SyncState.Writing, 5)]
    [InlineData(SyncState.Writing, 0)]
    public void ClockThatRefusesNothing_ChangesNoState(SyncState state, int seconds)
    {
        _temporal.Tell(_time.GetUtcNow().AddSeconds(-seconds));

        Assert.Equal(Status(state), Add(Status(state)));
    }

    private SyncStatus Add(SyncStatus status) => ClockNotice.Add(status, _temporal, _mcpHost, Timing);

    private SyncStatus Status(SyncState state)
    {
        var request = new SyncRequest("1", new PlaylistTarget(Name: "Mix"), [new Song(1, "A", "B")], [], new SyncOptions());
        return new SyncProgress(request, _time.GetUtcNow()).Status() with { State = state };
    }
}
