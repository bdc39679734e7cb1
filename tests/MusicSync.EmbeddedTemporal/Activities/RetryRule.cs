using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;

namespace MusicSync.EmbeddedTemporal.Activities;

/// <summary>What follows a failed attempt.</summary>
/// <param name="Delay">Until the next attempt; null when there is none.</param>
/// <param name="State">Why there is none.</param>
internal readonly record struct RetryDecision(TimeSpan? Delay, RetryState State);

/// <summary>Decides about retries, in the real server's order of reasons.</summary>
internal static class RetryRule
{
    private static readonly TimeSpan UsualFirstInterval = TimeSpan.FromSeconds(1);
    private const double UsualCoefficient = 2;
    private const int UsualMaximumFactor = 100;

    /// <summary>"TemporalTimeout:Heartbeat" among the types that are not repeated means that time-out.</summary>
    private const string TimeoutPrefix = "TemporalTimeout:";

    /// <summary>Fills in what a policy leaves open: first interval 1 s, doubled each time, at most a hundred times the first.</summary>
    public static RetryPolicy Complete(RetryPolicy? policy)
    {
        var complete = policy?.Clone() ?? new RetryPolicy();
        var first = Durations.Positive(complete.InitialInterval) ?? UsualFirstInterval;
        complete.InitialInterval = Duration.FromTimeSpan(first);
        complete.BackoffCoefficient = complete.BackoffCoefficient < 1 ? UsualCoefficient : complete.BackoffCoefficient;
        complete.MaximumInterval = Duration.FromTimeSpan(
            Durations.Positive(complete.MaximumInterval) ?? first * UsualMaximumFactor);
        return complete;
    }

    /// <summary>
    /// Decides after attempt number <paramref name="attempt"/> failed, by a complete policy and by the time at which the
    /// activity as a whole has to be over.
    /// </summary>
    public static RetryDecision Decide(RetryPolicy policy, int attempt, Failure failure, DateTime now, DateTime? expiration)
    {
        if (Ends(policy, failure) is { } state)
        {
            return new(null, state);
        }

        if (policy.MaximumAttempts > 0 && attempt >= policy.MaximumAttempts)
        {
            return new(null, RetryState.MaximumAttemptsReached);
        }

        var delay = failure.ApplicationFailureInfo?.NextRetryDelay?.ToTimeSpan() ?? BackoffAfter(policy, attempt);
        return expiration is { } end && now + delay > end
            ? new(null, RetryState.Timeout)
            : new(delay, RetryState.InProgress);
    }

    /// <summary>The wait after attempt number <paramref name="attempt"/>, from 1.</summary>
    public static TimeSpan BackoffAfter(RetryPolicy policy, int attempt)
    {
        // In double: a thousand doublings overflow every integer, and the maximum still holds.
        var seconds = policy.InitialInterval.ToTimeSpan().TotalSeconds * Math.Pow(policy.BackoffCoefficient, attempt - 1);
        return TimeSpan.FromSeconds(Math.Min(seconds, policy.MaximumInterval.ToTimeSpan().TotalSeconds));
    }

    private static RetryState? Ends(RetryPolicy policy, Failure failure) => failure.FailureInfoCase switch
    {
        Failure.FailureInfoOneofCase.ApplicationFailureInfo =>
            failure.ApplicationFailureInfo.NonRetryable || policy.NonRetryableErrorTypes.Contains(failure.ApplicationFailureInfo.Type)
                ? RetryState.NonRetryableFailure
                : null,
        Failure.FailureInfoOneofCase.TimeoutFailureInfo =>
            failure.TimeoutFailureInfo.TimeoutType is TimeoutType.ScheduleToClose or TimeoutType.ScheduleToStart
                ? RetryState.Timeout
                : policy.NonRetryableErrorTypes.Contains($"{TimeoutPrefix}{failure.TimeoutFailureInfo.TimeoutType}")
                    ? RetryState.NonRetryableFailure
                    : null,
        Failure.FailureInfoOneofCase.ServerFailureInfo =>
            failure.ServerFailureInfo.NonRetryable ? RetryState.NonRetryableFailure : null,
        Failure.FailureInfoOneofCase.TerminatedFailureInfo or Failure.FailureInfoOneofCase.CanceledFailureInfo =>
            RetryState.NonRetryableFailure,
        _ => null,
    };
}
