using Google.Protobuf.WellKnownTypes;
using MusicSync.EmbeddedTemporal.Runs;
using MusicSync.EmbeddedTemporal.Time;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Workflow.V1;

namespace MusicSync.EmbeddedTemporal.Activities;

/// <summary>
/// An activity that is not over. The history knows only its beginning and its end; what happens between them (attempts,
/// heartbeats) is in <see cref="Info"/>, which is both what a description shows and what the journal keeps.
/// </summary>
internal sealed class PendingActivity
{
    public PendingActivity(Run run, HistoryEvent scheduled)
    {
        Run = run;
        ScheduledEventId = scheduled.EventId;
        Attributes = scheduled.ActivityTaskScheduledEventAttributes;
        ScheduleToClose = Durations.Positive(Attributes.ScheduleToCloseTimeout);
        ScheduleToStart = Durations.Positive(Attributes.ScheduleToStartTimeout);
        StartToClose = Durations.Positive(Attributes.StartToCloseTimeout);
        HeartbeatTimeout = Durations.Positive(Attributes.HeartbeatTimeout);
        AttemptScheduledTime = scheduled.EventTime;
        Info = new PendingActivityInfo
        {
            ActivityId = Attributes.ActivityId,
            ActivityType = Attributes.ActivityType,
            State = PendingActivityState.Scheduled,
            Attempt = 1,
            MaximumAttempts = Attributes.RetryPolicy.MaximumAttempts,
            ScheduledTime = scheduled.EventTime,
            ExpirationTime = ScheduleToClose is { } limit ? (scheduled.EventTime.ToDateTime() + limit).ToTimestamp() : null,
            Priority = Attributes.Priority,
            ActivityOptions = new()
            {
                TaskQueue = Attributes.TaskQueue,
                ScheduleToCloseTimeout = Attributes.ScheduleToCloseTimeout,
                ScheduleToStartTimeout = Attributes.ScheduleToStartTimeout,
                StartToCloseTimeout = Attributes.StartToCloseTimeout,
                HeartbeatTimeout = Attributes.HeartbeatTimeout,
                RetryPolicy = Attributes.RetryPolicy,
            },
        };
    }

    public Run Run { get; }

    public long ScheduledEventId { get; }

    public ActivityTaskScheduledEventAttributes Attributes { get; }

    public PendingActivityInfo Info { get; set; }

    /// <summary>The event that asked for its cancellation; 0 when none did.</summary>
    public long CancelRequestedEventId { get; set; }

    public bool IsCancelRequested => CancelRequestedEventId > 0;

    public Timestamp AttemptScheduledTime { get; set; }

    public string StartRequestId { get; set; } = "";

    public TimeSpan? ScheduleToClose { get; }

    public TimeSpan? ScheduleToStart { get; }

    public TimeSpan? StartToClose { get; }

    public TimeSpan? HeartbeatTimeout { get; }

    public TimerEntry? CloseTimer { get; set; }

    public TimerEntry? StartTimer { get; set; }

    public TimerEntry? AttemptTimer { get; set; }

    public TimerEntry? HeartbeatTimer { get; set; }

    public TimerEntry? RetryTimer { get; set; }

    /// <summary>Whether the run still waits for it.</summary>
    public bool IsOpen => Run.Activities.GetValueOrDefault(ScheduledEventId) == this;

    /// <summary>Whether a worker has an attempt in its hands.</summary>
    public bool IsStarted => Info.State is PendingActivityState.Started or PendingActivityState.CancelRequested;

    /// <summary>Whether it only waits for the time of its next attempt.</summary>
    public bool IsBackingOff => !IsStarted && Info.NextAttemptScheduleTime is not null;

    public int Priority => Attributes.Priority?.PriorityKey is > 0 and var key ? key : Run.Priority;

    public void StopTimers()
    {
        StopAttempt();
        CloseTimer?.Cancel();
        RetryTimer?.Cancel();
    }

    public void StopAttempt()
    {
        StartTimer?.Cancel();
        AttemptTimer?.Cancel();
        HeartbeatTimer?.Cancel();
    }
}
