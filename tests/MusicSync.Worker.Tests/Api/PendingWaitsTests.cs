using Google.Protobuf.WellKnownTypes;
using MusicSync.Worker.Api;
using MusicSync.Worker.Mcp;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Workflow.V1;

namespace MusicSync.Worker.Tests.Api;

public sealed class PendingWaitsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 14, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(ActivityFailureTypes.SpotifyRateLimited, "rate_limited")]
    [InlineData(ActivityFailureTypes.SpotifyUnavailable, "upstream")]
    [InlineData(ActivityFailureTypes.McpUnavailable, "mcp_unavailable")]
    [InlineData(ActivityFailureTypes.McpCircuitOpen, "circuit_open")]
    [InlineData(ActivityFailureTypes.SpotifyAuthError, "sign_in")]
    public void HeldBackActivity_IsShownWithReasonAndTime(string type, string reason)
    {
        var waiting = PendingWaits.Of([HeldBack(type, seconds: 300)]);

        Assert.Equal((reason, Now.AddSeconds(300)), (waiting?.Reason, waiting?.Until));
        Assert.Contains("14:05:00 UTC", waiting?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoHeldBack_TheFirstToGoOnIsShown() => Assert.Equal(
        Now.AddSeconds(20),
        PendingWaits.Of([HeldBack(ActivityFailureTypes.SpotifyUnavailable, 60), HeldBack(ActivityFailureTypes.SpotifyUnavailable, 20)])?.Until);

    [Fact]
    public void OneRunning_TheSyncIsNotWaiting() => Assert.Null(
        PendingWaits.Of([HeldBack(ActivityFailureTypes.SpotifyUnavailable, 60), new() { State = PendingActivityState.Started }]));

    [Fact]
    public void NothingPendingOrAnotherFailure_IsNoWait()
    {
        Assert.Null(PendingWaits.Of([]));
        Assert.Null(PendingWaits.Of([HeldBack(ActivityFailureTypes.McpInternalError, 60)]));
    }

    private static PendingActivityInfo HeldBack(string type, int seconds) => new()
    {
        State = PendingActivityState.Scheduled,
        NextAttemptScheduleTime = Timestamp.FromDateTimeOffset(Now.AddSeconds(seconds)),
        LastFailure = new() { Message = "why", ApplicationFailureInfo = new() { Type = type } },
    };
}
