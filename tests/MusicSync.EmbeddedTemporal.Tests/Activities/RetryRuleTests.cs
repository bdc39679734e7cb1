using Google.Protobuf.WellKnownTypes;
using MusicSync.EmbeddedTemporal.Activities;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;

namespace MusicSync.EmbeddedTemporal.Tests.Activities;

/// <summary>When an attempt is repeated, and why it is not.</summary>
public sealed class RetryRuleTests
{
    private static readonly DateTime Now = new(2026, 11, 26, 12, 0, 0, DateTimeKind.Utc);
    private static readonly RetryPolicy Usual = RetryRule.Complete(null);

    [Fact]
    public void Policy_LeftOpen_BecomesTheUsualOne() => Assert.Equal(
        new RetryPolicy
        {
            InitialInterval = Seconds(1),
            BackoffCoefficient = 2,
            MaximumInterval = Seconds(100),
        },
        Usual);

    [Fact]
    public void Policy_WithAFirstInterval_GrowsToAHundredTimesIt() =>
        Assert.Equal(Seconds(500), RetryRule.Complete(new() { InitialInterval = Seconds(5) }).MaximumInterval);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(7, 64)]
    [InlineData(8, 100)]
    [InlineData(5_000, 100)]
    public void Backoff_DoublesUpToTheMaximum(int attempt, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryRule.BackoffAfter(Usual, attempt));

    [Fact]
    public void Failure_IsRepeatedAfterItsBackoff() =>
        Assert.Equal(new RetryDecision(TimeSpan.FromSeconds(4), RetryState.InProgress), Decide(Application(), attempt: 3));

    [Fact]
    public void Failure_ThatNamesADelay_IsRepeatedAfterThat()
    {
        var failure = Application();
        failure.ApplicationFailureInfo.NextRetryDelay = Seconds(3600);

        Assert.Equal(new RetryDecision(TimeSpan.FromHours(1), RetryState.InProgress), Decide(failure, attempt: 3));
    }

    [Theory]
    [InlineData(2, RetryState.InProgress)]
    [InlineData(3, RetryState.MaximumAttemptsReached)]
    public void Attempts_AreCounted(int attempt, RetryState state) =>
        Assert.Equal(state, Decide(Application(), attempt, policy => policy.MaximumAttempts = 3).State);

    [Theory]
    [InlineData(4, RetryState.InProgress)]
    [InlineData(3, RetryState.Timeout)]
    public void NextAttempt_MustBeginBeforeTheEnd(int secondsLeft, RetryState state)
    {
        var end = Now + TimeSpan.FromSeconds(secondsLeft);

        Assert.Equal(state, RetryRule.Decide(Usual, 3, Application(), Now, end).State);
    }

    [Fact]
    public void Failure_ThatIsFinal_IsNotRepeated_WhateverItsDelay()
    {
        var failure = Application();
        failure.ApplicationFailureInfo.NonRetryable = true;
        failure.ApplicationFailureInfo.NextRetryDelay = Seconds(1);

        Assert.Equal(new RetryDecision(null, RetryState.NonRetryableFailure), Decide(failure, attempt: 1));
    }

    [Fact]
    public void Failure_OfATypeThatThePolicyNames_IsNotRepeated() => Assert.Equal(
        RetryState.NonRetryableFailure,
        Decide(Application("Broken"), attempt: 1, policy => policy.NonRetryableErrorTypes.Add("Broken")).State);

    [Theory]
    [InlineData(TimeoutType.StartToClose, RetryState.InProgress)]
    [InlineData(TimeoutType.Heartbeat, RetryState.InProgress)]
    [InlineData(TimeoutType.ScheduleToStart, RetryState.Timeout)]
    [InlineData(TimeoutType.ScheduleToClose, RetryState.Timeout)]
    public void Timeout_IsRepeated_WhenItWasTheAttemptsOwn(TimeoutType type, RetryState state) =>
        Assert.Equal(state, Decide(new Failure { TimeoutFailureInfo = new() { TimeoutType = type } }, attempt: 1).State);

    [Theory]
    [InlineData(TimeoutType.Heartbeat, RetryState.NonRetryableFailure)]
    [InlineData(TimeoutType.StartToClose, RetryState.InProgress)]
    public void Timeout_ThatThePolicyNames_IsNotRepeated(TimeoutType type, RetryState state) => Assert.Equal(
        state,
        Decide(
            new Failure { TimeoutFailureInfo = new() { TimeoutType = type } },
            attempt: 1,
            policy => policy.NonRetryableErrorTypes.Add("TemporalTimeout:Heartbeat")).State);

    [Fact]
    public void Cancellation_IsNotRepeated() =>
        Assert.Equal(RetryState.NonRetryableFailure, Decide(new Failure { CanceledFailureInfo = new() }, attempt: 1).State);

    private static RetryDecision Decide(Failure failure, int attempt, Action<RetryPolicy>? change = null)
    {
        var policy = Usual.Clone();
        change?.Invoke(policy);
        return RetryRule.Decide(policy, attempt, failure, Now, expiration: null);
    }

    private static Failure Application(string type = "Again") => new() { ApplicationFailureInfo = new() { Type = type } };

    private static Duration Seconds(int seconds) => Duration.FromTimeSpan(TimeSpan.FromSeconds(seconds));
}
