using MusicSync.EmbeddedTemporal.Activities;
using MusicSync.EmbeddedTemporal.Runs;
using MusicSync.EmbeddedTemporal.Updates;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;

namespace MusicSync.EmbeddedTemporal.Tasks;

/// <summary>Carries out a task's commands: each becomes an event, and the events have their effects when the gate closes.</summary>
internal sealed class CommandExecution(Ledger ledger, RunStarts starts, ActivityAttempts attempts, EmbeddedServerOptions options)
{
    /// <summary>Carries out commands that <see cref="CommandCheck"/> has let through, and the updates' messages between them.</summary>
    public void Execute(Run run, RespondWorkflowTaskCompletedRequest request, long taskCompletedEventId)
    {
        var messages = request.Messages.ToDictionary(message => message.Id);
        foreach (var command in request.Commands)
        {
            if (command.CommandType == CommandType.ProtocolMessage)
            {
                if (messages.Remove(command.ProtocolMessageCommandAttributes.MessageId, out var message))
                {
                    UpdateMessages.Receive(ledger, run, message);
                }
            }
            else if (command.CommandType == CommandType.CancelTimer)
            {
                CancelTimer(run, command.CancelTimerCommandAttributes.TimerId, request.Identity, taskCompletedEventId);
            }
            else
            {
                Execute(new Execution(run, command, taskCompletedEventId));
            }

            if (!run.IsRunning)
            {
                return;
            }
        }

        // Rejections need no place among the commands.
        foreach (var message in messages.Values)
        {
            UpdateMessages.Receive(ledger, run, message);
        }
    }

    private readonly record struct Execution(Run Run, Command Command, long TaskId);

    private void Execute(Execution execution)
    {
        switch (execution.Command.CommandType)
        {
            case CommandType.ScheduleActivityTask:
                ScheduleActivity(execution);
                break;
            case CommandType.RequestCancelActivityTask:
                CancelActivity(execution);
                break;
            case CommandType.StartTimer:
                StartTimer(execution);
                break;
            case CommandType.RecordMarker:
                RecordMarker(execution);
                break;
            case CommandType.UpsertWorkflowSearchAttributes:
            case CommandType.ModifyWorkflowProperties:
                Upsert(execution);
                break;
            case CommandType.SignalExternalWorkflowExecution:
            case CommandType.RequestCancelExternalWorkflowExecution:
                AskOther(execution);
                break;
            case CommandType.StartChildWorkflowExecution:
                StartChild(execution);
                break;
            case CommandType.ContinueAsNewWorkflowExecution:
                ContinueAsNew(execution);
                break;
            default:
                Close(execution);
                break;
        }
    }

    private HistoryEvent Write(Execution execution, EventType type, Action<HistoryEvent> fill) =>
        ledger.Write(execution.Run, type, item =>
        {
            fill(item);
            item.UserMetadata = execution.Command.UserMetadata;
        });

    private void ScheduleActivity(Execution execution)
    {
        var asked = execution.Command.ScheduleActivityTaskCommandAttributes;
        var started = execution.Run.Started;
        // No limit means the run's own one, and none is longer than what holds it.
        var run = started.WorkflowRunTimeout.Or(Durations.None);
        var whole = asked.ScheduleToCloseTimeout.Or(run).CappedBy(run);
        var attempt = asked.StartToCloseTimeout.Or(whole).CappedBy(whole);
        Write(execution, EventType.ActivityTaskScheduled, item => item.ActivityTaskScheduledEventAttributes = new()
        {
            ActivityId = asked.ActivityId,
            ActivityType = asked.ActivityType,
            TaskQueue = asked.TaskQueue is { Name.Length: > 0 } ? RunStarts.NormalQueue(asked.TaskQueue.Name) : started.TaskQueue,
            Header = asked.Header,
            Input = asked.Input,
            ScheduleToCloseTimeout = whole,
            ScheduleToStartTimeout = asked.ScheduleToStartTimeout.Or(whole).CappedBy(whole),
            StartToCloseTimeout = attempt,
            HeartbeatTimeout = asked.HeartbeatTimeout.Or(Durations.None).CappedBy(attempt),
            RetryPolicy = RetryRule.Complete(asked.RetryPolicy),
            Priority = asked.Priority,
            WorkflowTaskCompletedEventId = execution.TaskId,
        });
    }

    private void CancelActivity(Execution execution)
    {
        var scheduled = execution.Command.RequestCancelActivityTaskCommandAttributes.ScheduledEventId;
        Write(execution, EventType.ActivityTaskCancelRequested, item => item.ActivityTaskCancelRequestedEventAttributes = new()
        {
            ScheduledEventId = scheduled,
            WorkflowTaskCompletedEventId = execution.TaskId,
        });
        if (execution.Run.Activities.GetValueOrDefault(scheduled) is { } activity)
        {
            attempts.Cancel(activity);
        }
    }

    private void StartTimer(Execution execution)
    {
        var asked = execution.Command.StartTimerCommandAttributes;
        Write(execution, EventType.TimerStarted, item => item.TimerStartedEventAttributes = new()
        {
            TimerId = asked.TimerId,
            StartToFireTimeout = asked.StartToFireTimeout ?? Durations.None,
            WorkflowTaskCompletedEventId = execution.TaskId,
        });
    }

    private void CancelTimer(Run run, string id, string identity, long taskId)
    {
        // One that fired while the worker had the task, and that the workflow has not heard, did not fire.
        var fired = run.Buffered.Find(item => item.TimerFiredEventAttributes?.TimerId == id);
        if (fired is not null)
        {
            ledger.TakeBack(run, fired);
        }

        ledger.Write(run, EventType.TimerCanceled, item => item.TimerCanceledEventAttributes = new()
        {
            TimerId = id,
            StartedEventId = fired?.TimerFiredEventAttributes.StartedEventId ?? run.Timers[id].StartedEventId,
            WorkflowTaskCompletedEventId = taskId,
            Identity = identity,
        });
    }

    private void RecordMarker(Execution execution)
    {
        var asked = execution.Command.RecordMarkerCommandAttributes;
        Write(execution, EventType.MarkerRecorded, item => item.MarkerRecordedEventAttributes = new()
        {
            MarkerName = asked.MarkerName,
            Details = { asked.Details },
            Header = asked.Header,
            Failure = asked.Failure,
            WorkflowTaskCompletedEventId = execution.TaskId,
        });
    }

    private void Upsert(Execution execution)
    {
        if (execution.Command.UpsertWorkflowSearchAttributesCommandAttributes is { } attributes)
        {
            Write(execution, EventType.UpsertWorkflowSearchAttributes, item => item.UpsertWorkflowSearchAttributesEventAttributes = new()
            {
                SearchAttributes = attributes.SearchAttributes,
                WorkflowTaskCompletedEventId = execution.TaskId,
            });
            return;
        }

        Write(execution, EventType.WorkflowPropertiesModified, item => item.WorkflowPropertiesModifiedEventAttributes = new()
        {
            UpsertedMemo = execution.Command.ModifyWorkflowPropertiesCommandAttributes.UpsertedMemo,
            WorkflowTaskCompletedEventId = execution.TaskId,
        });
    }

    private void AskOther(Execution execution)
    {
        if (execution.Command.SignalExternalWorkflowExecutionCommandAttributes is { } signal)
        {
            Write(execution, EventType.SignalExternalWorkflowExecutionInitiated, item => item.SignalExternalWorkflowExecutionInitiatedEventAttributes = new()
            {
                Namespace = options.Namespace,
                WorkflowExecution = signal.Execution,
                SignalName = signal.SignalName,
                Input = signal.Input,
                Header = signal.Header,
                ChildWorkflowOnly = signal.ChildWorkflowOnly,
                WorkflowTaskCompletedEventId = execution.TaskId,
            });
            return;
        }

        var cancel = execution.Command.RequestCancelExternalWorkflowExecutionCommandAttributes;
        Write(execution, EventType.RequestCancelExternalWorkflowExecutionInitiated, item => item.RequestCancelExternalWorkflowExecutionInitiatedEventAttributes = new()
        {
            Namespace = options.Namespace,
            WorkflowExecution = new() { WorkflowId = cancel.WorkflowId, RunId = cancel.RunId },
            ChildWorkflowOnly = cancel.ChildWorkflowOnly,
            Reason = cancel.Reason,
            WorkflowTaskCompletedEventId = execution.TaskId,
        });
    }

    private void StartChild(Execution execution)
    {
        var asked = execution.Command.StartChildWorkflowExecutionCommandAttributes;
        var parent = execution.Run.Started;
        Write(execution, EventType.StartChildWorkflowExecutionInitiated, item => item.StartChildWorkflowExecutionInitiatedEventAttributes = new()
        {
            Namespace = options.Namespace,
            WorkflowId = asked.WorkflowId,
            WorkflowType = asked.WorkflowType,
            TaskQueue = asked.TaskQueue is { Name.Length: > 0 } ? RunStarts.NormalQueue(asked.TaskQueue.Name) : parent.TaskQueue,
            Input = asked.Input,
            Header = asked.Header,
            Memo = asked.Memo,
            SearchAttributes = asked.SearchAttributes,
            WorkflowExecutionTimeout = asked.WorkflowExecutionTimeout,
            WorkflowRunTimeout = asked.WorkflowRunTimeout,
            WorkflowTaskTimeout = asked.WorkflowTaskTimeout.Or(RunStarts.UsualTaskTimeout),
            ParentClosePolicy = asked.ParentClosePolicy is ParentClosePolicy.Unspecified ? ParentClosePolicy.Terminate : asked.ParentClosePolicy,
            WorkflowIdReusePolicy = asked.WorkflowIdReusePolicy,
            Priority = asked.Priority ?? parent.Priority,
            WorkflowTaskCompletedEventId = execution.TaskId,
        });
    }

    private void ContinueAsNew(Execution execution)
    {
        var asked = execution.Command.ContinueAsNewWorkflowExecutionCommandAttributes;
        var next = Guid.NewGuid().ToString();
        var run = execution.Run;
        Write(execution, EventType.WorkflowExecutionContinuedAsNew, item => item.WorkflowExecutionContinuedAsNewEventAttributes = new()
        {
            NewExecutionRunId = next,
            WorkflowType = asked.WorkflowType ?? run.Started.WorkflowType,
            TaskQueue = asked.TaskQueue is { Name.Length: > 0 } ? RunStarts.NormalQueue(asked.TaskQueue.Name) : run.Started.TaskQueue,
            Input = asked.Input,
            Header = asked.Header,
            Memo = asked.Memo,
            SearchAttributes = asked.SearchAttributes,
            WorkflowRunTimeout = asked.WorkflowRunTimeout.Or(run.Started.WorkflowRunTimeout.Or(Durations.None)),
            WorkflowTaskTimeout = asked.WorkflowTaskTimeout.Or(run.Started.WorkflowTaskTimeout),
            BackoffStartInterval = asked.BackoffStartInterval,
            Initiator = asked.Initiator,
            WorkflowTaskCompletedEventId = execution.TaskId,
        });
        starts.Continue(run, run.History[^1].WorkflowExecutionContinuedAsNewEventAttributes);
    }

    private void Close(Execution execution)
    {
        var command = execution.Command;
        switch (command.CommandType)
        {
            case CommandType.CompleteWorkflowExecution:
                Write(execution, EventType.WorkflowExecutionCompleted, item => item.WorkflowExecutionCompletedEventAttributes = new()
                {
                    Result = command.CompleteWorkflowExecutionCommandAttributes.Result,
                    WorkflowTaskCompletedEventId = execution.TaskId,
                });
                break;
            case CommandType.FailWorkflowExecution:
                Write(execution, EventType.WorkflowExecutionFailed, item => item.WorkflowExecutionFailedEventAttributes = new()
                {
                    Failure = command.FailWorkflowExecutionCommandAttributes.Failure,
                    RetryState = RetryState.RetryPolicyNotSet,
                    WorkflowTaskCompletedEventId = execution.TaskId,
                });
                break;
            case CommandType.CancelWorkflowExecution:
                Write(execution, EventType.WorkflowExecutionCanceled, item => item.WorkflowExecutionCanceledEventAttributes = new()
                {
                    Details = command.CancelWorkflowExecutionCommandAttributes.Details,
                    WorkflowTaskCompletedEventId = execution.TaskId,
                });
                break;
            default:
                throw new InvalidOperationException($"The command {command.CommandType} was let through, but nothing carries it out.");
        }
    }
}
