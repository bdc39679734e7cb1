using Google.Protobuf;
using MusicSync.EmbeddedTemporal.Queues;
using MusicSync.EmbeddedTemporal.Runs;
using MusicSync.EmbeddedTemporal.Wire;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;
using TaskQueue = Temporalio.Api.TaskQueue.V1.TaskQueue;

namespace MusicSync.EmbeddedTemporal.Tasks;

/// <summary>The life of workflow tasks up to their end: scheduled, handed out, failed, timed out.</summary>
internal sealed class WorkflowTasks(Ledger ledger, Gate gate, TaskQueueSet queues, EmbeddedServerOptions options)
{
    private static readonly TimeSpan MaxBackoff = TimeSpan.FromMinutes(10);

    /// <summary>Schedules a task when there is something that the workflow has to hear.</summary>
    public void Ensure(Run run)
    {
        if (!run.IsRunning)
        {
            return;
        }

        if (run.Task is null && run.HasNews)
        {
            Schedule(run, isSpeculative: false);
        }
        else if (run.Task is null && run.Updates.Values.Any(update => update.IsWaitingToBeSent))
        {
            Schedule(run, isSpeculative: true);
        }
        else if (run is { HasNews: true, Task: { IsStarted: false, IsSpeculative: true, IsWritten: false } speculative })
        {
            // Something else has come that must be told in any case.
            WriteScheduled(run, speculative);
        }
    }

    /// <summary>A task that the journal told of goes on where it was: on its queue, or in a worker's hands.</summary>
    public void Resume(Run run)
    {
        var last = run.History.FindLast(item => item.EventType is EventType.WorkflowTaskScheduled
            or EventType.WorkflowTaskStarted or EventType.WorkflowTaskCompleted
            or EventType.WorkflowTaskFailed or EventType.WorkflowTaskTimedOut);
        if (last?.EventType is not (EventType.WorkflowTaskScheduled or EventType.WorkflowTaskStarted))
        {
            // What had no place yet has one now, and is news.
            ledger.Flush(run);
            return;
        }

        var started = last.WorkflowTaskStartedEventAttributes;
        var task = run.Task = new WorkflowTask(attempt: 1, isSpeculative: false, last.EventTime.ToDateTime())
        {
            IsWritten = true,
            IsStarted = started is not null,
            ScheduledEventId = started?.ScheduledEventId ?? last.EventId,
            StartedEventId = started is null ? 0 : last.EventId,
        };
        if (task.IsStarted)
        {
            WatchStarted(run, task, last.EventTime.ToDateTime());
        }
        else
        {
            Offer(run, task);
        }
    }

    /// <summary>The task that a token names, in the hands of a worker.</summary>
    public static (Run Run, WorkflowTask Task) Find(RunRegistry runs, ByteString token)
    {
        var (runId, scheduled, started, attempt) = TaskToken.Decode(token);
        return runs.ByRunId(runId) is { IsRunning: true, Task: { IsStarted: true } task } run
            && task.ScheduledEventId == scheduled && task.StartedEventId == started && task.Attempt == attempt
                ? (run, task)
                : throw TemporalErrors.NotFound("Workflow task not found.");
    }

    public void Fail(Run run, WorkflowTask task, WorkflowTaskFailedCause cause, Failure? failure, string identity) =>
        EndWithout(run, task, () => ledger.Write(run, EventType.WorkflowTaskFailed, item => item.WorkflowTaskFailedEventAttributes = new()
        {
            ScheduledEventId = task.ScheduledEventId,
            StartedEventId = task.StartedEventId,
            Cause = cause,
            Failure = failure,
            Identity = identity,
        }));

    /// <summary>Whether a worker that keeps the run is likely there; if none is, any other may take its tasks.</summary>
    public bool HasStickyWorker(Run run) =>
        run.Sticky is { } sticky && queues[sticky.WorkerTaskQueue.Name].IsAlive;

    private void Schedule(Run run, bool isSpeculative)
    {
        if (FirstTaskTime(run) is { } begin && begin > ledger.Clock.Now)
        {
            gate.Timers.At(begin, () => ledger.Touch(run));
            return;
        }

        var task = run.Task = new WorkflowTask(run.FailedTasks + 1, isSpeculative, ledger.Clock.Now);
        if (!isSpeculative && task.Attempt == 1)
        {
            WriteScheduled(run, task);
        }
        else
        {
            task.ScheduledEventId = run.LastEventId + 1;
        }

        if (BackoffBefore(task.Attempt) is { } wait && wait > TimeSpan.Zero)
        {
            task.Timer = gate.Timers.After(wait, () => Offer(run, task));
        }
        else
        {
            Offer(run, task);
        }
    }

    /// <summary>A run that continues another one, or a scheduled one, may begin later.</summary>
    private static DateTime? FirstTaskTime(Run run) =>
        Durations.Positive(run.Started.FirstWorkflowTaskBackoff) is { } wait ? run.StartTime + wait : null;

    // The first repetition is immediate; then 1, 2, 4 s and so on.
    private static TimeSpan BackoffBefore(int attempt) => attempt <= 2
        ? TimeSpan.Zero
        : TimeSpan.FromSeconds(Math.Min(MaxBackoff.TotalSeconds, Math.Pow(2, Math.Min(attempt, 20) - 3)));

    private void WriteScheduled(Run run, WorkflowTask task)
    {
        task.IsWritten = true;
        task.ScheduledEventId = ledger.Write(run, CreateScheduled(run, task)).EventId;
    }

    private HistoryEvent CreateScheduled(Run run, WorkflowTask task) =>
        ledger.Create(EventType.WorkflowTaskScheduled, item => item.WorkflowTaskScheduledEventAttributes = new()
        {
            TaskQueue = HasStickyWorker(run)
                ? new TaskQueue(run.Sticky!.WorkerTaskQueue) { Kind = TaskQueueKind.Sticky, NormalName = run.TaskQueue }
                : run.Started.TaskQueue,
            StartToCloseTimeout = run.Started.WorkflowTaskTimeout,
            Attempt = task.Attempt,
        });

    private void Offer(Run run, WorkflowTask task)
    {
        if (run.Task != task || !run.IsRunning)
        {
            return;
        }

        if (!HasStickyWorker(run))
        {
            run.Sticky = null;
        }

        var sticky = run.Sticky;
        if (sticky is not null)
        {
            task.Timer = gate.Timers.After(
                sticky.ScheduleToStartTimeout.ToTimeSpan(), () => LeaveStickyQueue(run, task));
        }

        queues[sticky?.WorkerTaskQueue.Name ?? run.TaskQueue].Add(new QueuedTask(
            run.Priority,
            poller => run.Task == task && !task.IsStarted && run.IsRunning && run.Sticky == sticky
                ? Start(run, task, poller, isSticky: sticky is not null)
                : null,
            () => TimeOut(run, task)));
    }

    private void LeaveStickyQueue(Run run, WorkflowTask task)
    {
        if (run.Task != task || task.IsStarted)
        {
            return;
        }

        run.Sticky = null;
        if (!task.IsWritten)
        {
            Offer(run, task);
            return;
        }

        run.Task = null;
        ledger.Write(run, EventType.WorkflowTaskTimedOut, item => item.WorkflowTaskTimedOutEventAttributes = new()
        {
            ScheduledEventId = task.ScheduledEventId,
            TimeoutType = TimeoutType.ScheduleToStart,
        });
    }

    private PollWorkflowTaskQueueResponse Start(Run run, WorkflowTask task, Poller poller, bool isSticky)
    {
        task.Timer?.Cancel();
        if (!task.IsWritten && task.ScheduledEventId != run.LastEventId + 1)
        {
            // Meanwhile something has come that counts from anew.
            task.Attempt = 1;
            WriteScheduled(run, task);
        }

        var started = ledger.Create(EventType.WorkflowTaskStarted, item => item.WorkflowTaskStartedEventAttributes = new()
        {
            ScheduledEventId = task.ScheduledEventId,
            Identity = poller.Identity,
            RequestId = Guid.NewGuid().ToString(),
            HistorySizeBytes = run.HistoryBytes,
        });
        TaskAnswer.Advise(run, started.WorkflowTaskStartedEventAttributes, options);
        task.Unwritten.Clear();
        if (task.IsWritten)
        {
            task.StartedEventId = ledger.Write(run, started).EventId;
        }
        else
        {
            var scheduled = CreateScheduled(run, task);
            scheduled.EventId = task.ScheduledEventId;
            started.EventId = task.StartedEventId = task.ScheduledEventId + 1;
            task.Unwritten.AddRange([scheduled, started]);
        }

        task.IsStarted = true;
        WatchStarted(run, task, started.EventTime.ToDateTime());
        return TaskAnswer.Create(run, task, started.EventTime, isSticky);
    }

    private void WatchStarted(Run run, WorkflowTask task, DateTime startedTime) =>
        task.Timer = gate.Timers.At(startedTime + run.Started.WorkflowTaskTimeout.ToTimeSpan(), () => TimeOut(run, task));

    private void TimeOut(Run run, WorkflowTask task)
    {
        if (run.Task == task)
        {
            EndWithout(run, task, () => ledger.Write(run, EventType.WorkflowTaskTimedOut, item => item.WorkflowTaskTimedOutEventAttributes = new()
            {
                ScheduledEventId = task.ScheduledEventId,
                StartedEventId = task.StartedEventId,
                TimeoutType = TimeoutType.StartToClose,
            }));
        }
    }

    /// <summary>The task came to nothing: it is repeated, from the whole history, by any worker.</summary>
    private void EndWithout(Run run, WorkflowTask task, Action write)
    {
        task.Timer?.Cancel();
        run.Sticky = null;
        run.Queries.AddRange(task.Queries.Values);
        if (task.IsWritten)
        {
            // Only the first failure in a row is told in the history.
            write();
        }

        run.Task = null;
        run.FailedTasks++;
        run.HasNews = true;
        foreach (var update in run.Updates.Values)
        {
            update.Unsend();
        }

        if (ledger.Flush(run))
        {
            run.FailedTasks = 0;
        }

        ledger.Touch(run);
    }
}
