using Google.Protobuf.WellKnownTypes;
using MusicSync.Worker.Api;
using MusicSync.Worker.Temporal;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Workflow.V1;

namespace MusicSync.Worker.Tests.Api;

public sealed class PendingRetriesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 14, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(ActivityFailureTypes.SpotifyRateLimited, "rate_limited")]
    [InlineData(ActivityFailureTypes.SpotifyUnavailable, "upstream")]
    [InlineData(ActivityFailureTypes.McpUnavailable, "mcp_unavailable")]
    [InlineData(ActivityFailureTypes.McpRefused, "mcp_refused")]
    [InlineData(ActivityFailureTypes.McpCircuitOpen, "circuit_open")]
    [InlineData(ActivityFailureTypes.SpotifyAuthError, "sign_in")]
    [InlineData(ActivityFailureTypes.McpOutcomeUnknown, "mcp_unavailable")]
    [InlineData(ActivityFailureTypes.McpInternalError, "internal_error")]
    [InlineData(ActivityFailureTypes.Defect, "internal_error")]
    [InlineData(ActivityFailureTypes.McpFenced, "retry")]
    [InlineData("PlaylistBusy", "playlist_busy")]
    public void HeldBackActivity_IsShownWithReasonAndTime(string type, string reason)
    {
        var step = PendingRetries.Of([HeldBack(type, seconds: 300)]);

        Assert.True(step?.HoldsAllUp);
        var waiting = step?.Waiting;
        Assert.Equal((reason, Now.AddSeconds(300)), (waiting?.Reason, waiting?.Until));
        Assert.Contains("14:05:00 UTC", waiting?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoHeldBack_TheFirstToGoOnIsShown() => Assert.Equal(
        Now.AddSeconds(20),
        PendingRetries.Of([HeldBack(ActivityFailureTypes.SpotifyUnavailable, 60), HeldBack(ActivityFailureTypes.SpotifyUnavailable, 20)])?.Waiting.Until);

    [Fact]
    public void OneRunning_AShortRetryBesideItIsNoWait() => Assert.Null(
        PendingRetries.Of([HeldBack(ActivityFailureTypes.SpotifyUnavailable, 8), Running]));

    [Theory]
    [InlineData(8, 7)]
    [InlineData(60, 2)]
    public void OneRunning_ARetryOfAMinuteBesideItIsShown_AndHoldsNobodyUp(int seconds, int attempt)
    {
        var step = PendingRetries.Of([HeldBack(ActivityFailureTypes.Defect, seconds, attempt), Running]);

        Assert.Equal(("internal_error", false), (step?.Waiting.Reason, step?.HoldsAllUp));
    }

    [Fact]
    public void TimedOutStep_IsShownToo() => Assert.Equal(
        "retry",
        PendingRetries.Of([HeldBack("", 60, failure: new() { Message = "activity timeout", TimeoutFailureInfo = new() })])?.Waiting.Reason);

    [Fact]
    public void FailureThatTemporalCutShort_KeepsItsReason() => Assert.Equal(
        "upstream",
        PendingRetries.Of(
        [
            HeldBack("", 60, failure: new()
            {
                Message = "too large",
                ServerFailureInfo = new(),
                Cause = new() { ApplicationFailureInfo = new() { Type = ActivityFailureTypes.SpotifyUnavailable } },
            }),
        ])?.Waiting.Reason);

    [Fact]
    public void NothingPendingOrTheFirstAttempt_IsNoWait()
    {
        Assert.Null(PendingRetries.Of([]));
        Assert.Null(PendingRetries.Of([new() { State = PendingActivityState.Scheduled }]));
    }

    private static PendingActivityInfo Running => new() { State = PendingActivityState.Started };

    private static PendingActivityInfo HeldBack(string type, int seconds, int attempt = 2, Failure? failure = null) => new()
    {
        State = PendingActivityState.Scheduled,
        Attempt = attempt,
        LastAttemptCompleteTime = Timestamp.FromDateTimeOffset(Now),
        NextAttemptScheduleTime = Timestamp.FromDateTimeOffset(Now.AddSeconds(seconds)),
        LastFailure = failure ?? new() { Message = "why", ApplicationFailureInfo = new() { Type = type } },
    };
}
