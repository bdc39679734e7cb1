using Google.Protobuf.WellKnownTypes;
using MusicSync.EmbeddedTemporal.Queues;
using MusicSync.EmbeddedTemporal.Runs;
using MusicSync.EmbeddedTemporal.Wire;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;

namespace MusicSync.EmbeddedTemporal.Activities;

/// <summary>The life of an activity's attempts: offered, started, timed out, repeated, over.</summary>
internal sealed class ActivityAttempts(Ledger ledger, Gate gate, TaskQueueSet queues, EmbeddedServerOptions options)
{
    private const string NoTimeToRetry =
        "Not enough time to schedule next retry before activity ScheduleToClose timeout, giving up retrying";

    /// <summary>Sets an activity going that the history has just got, or that the journal has told of.</summary>
    public void Begin(PendingActivity activity)
    {
        if (!activity.IsOpen)
        {
            return;
        }

        if (activity.ScheduleToClose is { } limit)
        {
            activity.CloseTimer = gate.Timers.At(
                activity.Info.ScheduledTime.ToDateTime() + limit, () => TimeOut(activity, TimeoutType.ScheduleToClose));
        }

        if (activity.IsStarted)
        {
            Watch(activity);
        }
        else if (activity.Info.NextAttemptScheduleTime is { } next)
        {
            activity.RetryTimer = gate.Timers.At(next.ToDateTime(), () => Offer(activity));
        }
        else
        {
            Offer(activity);
        }
    }

    /// <summary>The attempt has failed: it is repeated later, or the workflow hears of it.</summary>
    public void Fail(PendingActivity activity, Failure failure)
    {
        var decision = Decide(activity, failure);
        if (decision.Delay is { } delay)
        {
            Repeat(activity, failure, delay);
        }
        else
        {
            Complete(activity, ledger.Create(EventType.ActivityTaskFailed, item => item.ActivityTaskFailedEventAttributes = new()
            {
                ScheduledEventId = activity.ScheduledEventId,
                Failure = failure,
                Identity = activity.Info.LastWorkerIdentity,
                RetryState = decision.State,
            }));
        }
    }

    /// <summary>A worker reports an end: the start is written only now, with the attempt that ended it.</summary>
    public void Complete(PendingActivity activity, HistoryEvent end) => ledger.Report(activity.Run, StartedEvent(activity), end);

    /// <summary>The heartbeat's time begins anew.</summary>
    public void WatchHeartbeat(PendingActivity activity)
    {
        activity.HeartbeatTimer?.Cancel();
        if (activity.HeartbeatTimeout is { } limit)
        {
            var last = activity.Info.LastHeartbeatTime is { } beat && beat.CompareTo(activity.Info.LastStartedTime) > 0
                ? beat
                : activity.Info.LastStartedTime;
            activity.HeartbeatTimer = gate.Timers.At(last.ToDateTime() + limit, () => TimeOut(activity, TimeoutType.Heartbeat));
        }
    }

    /// <summary>The workflow wants it cancelled. What no worker has in its hands is over at once.</summary>
    public void Cancel(PendingActivity activity)
    {
        if (activity.IsStarted)
        {
            activity.Info.State = PendingActivityState.CancelRequested;
            ledger.Journal.Set(activity);
            return;
        }

        // Behind the events of the task that asked for it.
        ledger.Buffer(activity.Run, CanceledEvent(activity, details: null, identity: ""));
    }

    public HistoryEvent CanceledEvent(PendingActivity activity, Payloads? details, string identity) =>
        ledger.Create(EventType.ActivityTaskCanceled, item => item.ActivityTaskCanceledEventAttributes = new()
        {
            ScheduledEventId = activity.ScheduledEventId,
            LatestCancelRequestedEventId = activity.CancelRequestedEventId,
            Details = details,
            Identity = identity,
        });

    private void Offer(PendingActivity activity)
    {
        var info = activity.Info;
        var attempt = info.Attempt;
        if (info.NextAttemptScheduleTime is { } due)
        {
            activity.AttemptScheduledTime = due;
            info.NextAttemptScheduleTime = null;
        }

        if (attempt == 1 && activity.ScheduleToStart is { } limit)
        {
            activity.StartTimer = gate.Timers.At(
                info.ScheduledTime.ToDateTime() + limit, () => TimeOut(activity, TimeoutType.ScheduleToStart));
        }

        queues[activity.Attributes.TaskQueue.Name].Add(new QueuedTask(
            activity.Priority,
            poller => activity.IsOpen && !activity.IsStarted && !activity.IsBackingOff && info.Attempt == attempt
                ? Start(activity, poller)
                : null,
            () => TakeBack(activity, attempt)));
    }

    private PollActivityTaskQueueResponse Start(PendingActivity activity, Poller poller)
    {
        var info = activity.Info;
        activity.StartTimer?.Cancel();
        activity.StartRequestId = Guid.NewGuid().ToString();
        info.State = activity.IsCancelRequested ? PendingActivityState.CancelRequested : PendingActivityState.Started;
        info.LastStartedTime = ledger.Clock.Now.ToTimestamp();
        info.LastWorkerIdentity = poller.Identity;
        Watch(activity);
        ledger.Journal.Set(activity);

        var (attributes, run) = (activity.Attributes, activity.Run);
        return new()
        {
            TaskToken = new TaskToken(run.RunId, activity.ScheduledEventId, 0, info.Attempt).Encode(),
            WorkflowNamespace = options.Namespace,
            WorkflowType = run.Started.WorkflowType,
            WorkflowExecution = run.Execution,
            ActivityId = attributes.ActivityId,
            ActivityType = attributes.ActivityType,
            Header = attributes.Header,
            Input = attributes.Input,
            HeartbeatDetails = info.HeartbeatDetails,
            ScheduledTime = info.ScheduledTime,
            CurrentAttemptScheduledTime = activity.AttemptScheduledTime,
            StartedTime = info.LastStartedTime,
            Attempt = info.Attempt,
            ScheduleToCloseTimeout = attributes.ScheduleToCloseTimeout,
            StartToCloseTimeout = attributes.StartToCloseTimeout,
            HeartbeatTimeout = attributes.HeartbeatTimeout,
            RetryPolicy = attributes.RetryPolicy,
            Priority = attributes.Priority,
        };
    }

    private void Watch(PendingActivity activity)
    {
        if (activity.StartToClose is { } limit)
        {
            activity.AttemptTimer = gate.Timers.At(
                activity.Info.LastStartedTime.ToDateTime() + limit, () => TimeOut(activity, TimeoutType.StartToClose));
        }

        WatchHeartbeat(activity);
    }

    /// <summary>The connection that asked for the attempt had gone: nobody has it, so it is the same attempt still.</summary>
    private void TakeBack(PendingActivity activity, int attempt)
    {
        if (activity.IsOpen && activity.IsStarted && activity.Info.Attempt == attempt)
        {
            activity.StopAttempt();
            activity.Info.State = PendingActivityState.Scheduled;
            ledger.Journal.Set(activity);
            Offer(activity);
        }
    }

    private void TimeOut(PendingActivity activity, TimeoutType type)
    {
        if (!activity.IsOpen)
        {
            return;
        }

        var failure = TimeoutFailure($"activity {type} timeout", type);
        var decision = Decide(activity, failure);
        if (decision.Delay is { } delay)
        {
            Repeat(activity, failure, delay);
            return;
        }

        if (decision.State == RetryState.Timeout && type != TimeoutType.ScheduleToStart)
        {
            failure = TimeoutFailure(NoTimeToRetry, TimeoutType.ScheduleToClose);
        }

        failure.TimeoutFailureInfo.LastHeartbeatDetails = activity.Info.HeartbeatDetails;
        failure.Cause = activity.Info.LastFailure;
        var end = ledger.Create(EventType.ActivityTaskTimedOut, item => item.ActivityTaskTimedOutEventAttributes = new()
        {
            ScheduledEventId = activity.ScheduledEventId,
            Failure = failure,
            RetryState = decision.State,
        });
        if (activity.IsStarted)
        {
            Complete(activity, end);
        }
        else
        {
            ledger.Report(activity.Run, end);
        }
    }

    private RetryDecision Decide(PendingActivity activity, Failure failure) => activity.IsCancelRequested
        ? new(null, RetryState.CancelRequested)
        : RetryRule.Decide(
            activity.Attributes.RetryPolicy,
            activity.Info.Attempt,
            failure,
            ledger.Clock.Now,
            activity.Info.ExpirationTime?.ToDateTime());

    private void Repeat(PendingActivity activity, Failure failure, TimeSpan delay)
    {
        var info = activity.Info;
        activity.StopAttempt();
        info.State = PendingActivityState.Scheduled;
        info.Attempt++;
        info.LastFailure = failure;
        info.LastStartedTime = null;
        info.LastAttemptCompleteTime = ledger.Clock.Now.ToTimestamp();
        info.CurrentRetryInterval = Duration.FromTimeSpan(delay);
        info.NextAttemptScheduleTime = (ledger.Clock.Now + delay).ToTimestamp();
        ledger.Journal.Set(activity);
        activity.RetryTimer = gate.Timers.After(delay, () => Offer(activity));
    }

    private HistoryEvent StartedEvent(PendingActivity activity)
    {
        var info = activity.Info;
        var item = ledger.Create(EventType.ActivityTaskStarted, item => item.ActivityTaskStartedEventAttributes = new()
        {
            ScheduledEventId = activity.ScheduledEventId,
            Identity = info.LastWorkerIdentity,
            RequestId = activity.StartRequestId,
            Attempt = info.Attempt,
            LastFailure = info.LastFailure,
        });
        item.EventTime = info.LastStartedTime;
        return item;
    }

    private static Failure TimeoutFailure(string message, TimeoutType type) =>
        new() { Message = message, Source = "Server", TimeoutFailureInfo = new() { TimeoutType = type } };
}
