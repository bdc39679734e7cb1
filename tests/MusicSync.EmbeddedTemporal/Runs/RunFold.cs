using Google.Protobuf.Collections;
using MusicSync.EmbeddedTemporal.Activities;
using MusicSync.EmbeddedTemporal.Updates;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Attributes = Temporalio.Api.History.V1.HistoryEvent.AttributesOneofCase;

namespace MusicSync.EmbeddedTemporal.Runs;

/// <summary>
/// The only place where an event changes a run. Used when the event happens and again when the journal is read, so what
/// survives a kill is by construction what the events say.
/// </summary>
internal static class RunFold
{
    /// <summary>What the event means, whether it has its place in the history or still waits for one.</summary>
    public static void Apply(Run run, HistoryEvent item)
    {
        switch (item.AttributesCase)
        {
            case Attributes.WorkflowExecutionStartedEventAttributes:
                Start(run, item);
                break;
            case Attributes.WorkflowExecutionSignaledEventAttributes:
                run.SignalRequestIds.Add(item.WorkflowExecutionSignaledEventAttributes.RequestId);
                break;
            case Attributes.WorkflowExecutionCancelRequestedEventAttributes:
                run.IsCancelRequested = true;
                break;
            case Attributes.WorkflowTaskCompletedEventAttributes:
                run.PreviousStartedEventId = item.WorkflowTaskCompletedEventAttributes.StartedEventId;
                run.FailedTasks = 0;
                break;
            case Attributes.WorkflowPropertiesModifiedEventAttributes:
                Upsert(run.Memo.Fields, item.WorkflowPropertiesModifiedEventAttributes.UpsertedMemo?.Fields);
                break;
            case Attributes.UpsertWorkflowSearchAttributesEventAttributes:
                Upsert(
                    run.SearchAttributes.IndexedFields,
                    item.UpsertWorkflowSearchAttributesEventAttributes.SearchAttributes?.IndexedFields);
                break;
            case Attributes.WorkflowExecutionUpdateAcceptedEventAttributes:
                Accept(run, item);
                break;
            case Attributes.WorkflowExecutionUpdateCompletedEventAttributes:
                var completed = item.WorkflowExecutionUpdateCompletedEventAttributes;
                run.Updates[completed.Meta.UpdateId].Complete(completed.Outcome);
                break;
            default:
                ApplyToPending(run, item);
                break;
        }

        if (StatusAfter(item.EventType) is { } status)
        {
            Close(run, item, status);
        }
    }

    /// <summary>What the event's place in the history means.</summary>
    public static void Place(Run run, HistoryEvent item)
    {
        run.History.Add(item);
        run.HistoryBytes += item.CalculateSize();
        run.HasNews = item.EventType switch
        {
            EventType.WorkflowTaskScheduled or EventType.WorkflowTaskStarted => false,
            _ => run.HasNews || IsNews(item.EventType),
        };
    }

    // A task that came to nothing has shown nothing. What a workflow's own commands wrote is no news to it.
    private static bool IsNews(EventType type) => type is EventType.WorkflowExecutionStarted
        or EventType.WorkflowTaskFailed or EventType.WorkflowTaskTimedOut
        or EventType.WorkflowExecutionSignaled or EventType.WorkflowExecutionCancelRequested
        or EventType.ActivityTaskCompleted or EventType.ActivityTaskFailed
        or EventType.ActivityTaskTimedOut or EventType.ActivityTaskCanceled
        or EventType.TimerFired
        or EventType.ExternalWorkflowExecutionSignaled or EventType.SignalExternalWorkflowExecutionFailed
        or EventType.ExternalWorkflowExecutionCancelRequested or EventType.RequestCancelExternalWorkflowExecutionFailed
        or EventType.StartChildWorkflowExecutionFailed or EventType.ChildWorkflowExecutionStarted
        or EventType.ChildWorkflowExecutionCompleted or EventType.ChildWorkflowExecutionFailed
        or EventType.ChildWorkflowExecutionCanceled or EventType.ChildWorkflowExecutionTerminated
        or EventType.ChildWorkflowExecutionTimedOut;

    private static WorkflowExecutionStatus? StatusAfter(EventType type) => type switch
    {
        EventType.WorkflowExecutionCompleted => WorkflowExecutionStatus.Completed,
        EventType.WorkflowExecutionFailed => WorkflowExecutionStatus.Failed,
        EventType.WorkflowExecutionCanceled => WorkflowExecutionStatus.Canceled,
        EventType.WorkflowExecutionTerminated => WorkflowExecutionStatus.Terminated,
        EventType.WorkflowExecutionTimedOut => WorkflowExecutionStatus.TimedOut,
        EventType.WorkflowExecutionContinuedAsNew => WorkflowExecutionStatus.ContinuedAsNew,
        _ => null,
    };

    private static void ApplyToPending(Run run, HistoryEvent item)
    {
        switch (item.AttributesCase)
        {
            case Attributes.ActivityTaskScheduledEventAttributes:
                Begin(run, run.Activities, item.EventId, new PendingActivity(run, item));
                break;
            case Attributes.ActivityTaskCancelRequestedEventAttributes:
                if (run.Activities.TryGetValue(
                    item.ActivityTaskCancelRequestedEventAttributes.ScheduledEventId, out var cancelled))
                {
                    cancelled.CancelRequestedEventId = item.EventId;
                }

                break;
            case Attributes.TimerStartedEventAttributes:
                var timer = item.TimerStartedEventAttributes;
                Begin(run, run.Timers, timer.TimerId, new PendingTimer(
                    timer.TimerId, item.EventId, item.EventTime.ToDateTime() + timer.StartToFireTimeout.ToTimeSpan()));
                break;
            case Attributes.TimerFiredEventAttributes:
                End(run, item.TimerFiredEventAttributes.TimerId);
                break;
            case Attributes.TimerCanceledEventAttributes:
                End(run, item.TimerCanceledEventAttributes.TimerId);
                break;
            case Attributes.SignalExternalWorkflowExecutionInitiatedEventAttributes:
            case Attributes.RequestCancelExternalWorkflowExecutionInitiatedEventAttributes:
                Begin(run, run.ExternalRequests, item.EventId, item);
                break;
            case Attributes.StartChildWorkflowExecutionInitiatedEventAttributes:
                Begin(run, run.Children, item.EventId, new PendingChild(item));
                break;
            case Attributes.ChildWorkflowExecutionStartedEventAttributes:
                var started = item.ChildWorkflowExecutionStartedEventAttributes;
                run.Children[started.InitiatedEventId].Execution = started.WorkflowExecution;
                break;
            default:
                EndPending(run, item);
                break;
        }
    }

    private static void EndPending(Run run, HistoryEvent item)
    {
        if (EventLinks.ScheduledBy(item) is { } scheduled && run.Activities.Remove(scheduled, out var activity))
        {
            activity.StopTimers();
        }
        else if (EventLinks.AnswerTo(item) is { } request)
        {
            run.ExternalRequests.Remove(request);
        }
        else if (EventLinks.EndOfChild(item) is { } initiated)
        {
            run.Children.Remove(initiated);
        }
    }

    private static void Start(Run run, HistoryEvent item)
    {
        run.Started = item.WorkflowExecutionStartedEventAttributes;
        run.StartTime = item.EventTime.ToDateTime();
        Upsert(run.Memo.Fields, run.Started.Memo?.Fields);
        Upsert(run.SearchAttributes.IndexedFields, run.Started.SearchAttributes?.IndexedFields);
    }

    private static void Accept(Run run, HistoryEvent item)
    {
        var accepted = item.WorkflowExecutionUpdateAcceptedEventAttributes;
        var id = accepted.ProtocolInstanceId;
        if (!run.Updates.TryGetValue(id, out var update))
        {
            run.Updates[id] = update = new Update(id, accepted.AcceptedRequest);
        }

        update.AcceptedEventId = item.EventId;
    }

    private static void Begin<TKey, TPending>(Run run, Dictionary<TKey, TPending> pending, TKey key, TPending what)
        where TKey : notnull
        where TPending : class
    {
        pending[key] = what;
        run.Unsettled.Enqueue(what);
    }

    private static void End(Run run, string timerId)
    {
        if (run.Timers.Remove(timerId, out var timer))
        {
            timer.Entry?.Cancel();
        }
    }

    private static void Close(Run run, HistoryEvent item, WorkflowExecutionStatus status)
    {
        run.Status = status;
        run.CloseTime = item.EventTime.ToDateTime();
        run.Timeout?.Cancel();
        // Nothing follows the last event.
        run.Buffered.Clear();
        foreach (var activity in run.Activities.Values)
        {
            activity.StopTimers();
        }

        foreach (var timer in run.Timers.Values)
        {
            timer.Entry?.Cancel();
        }

        run.Activities.Clear();
        run.Timers.Clear();
    }

    /// <summary>A null payload removes its field.</summary>
    private static void Upsert(MapField<string, Payload> fields, IEnumerable<KeyValuePair<string, Payload>>? changes)
    {
        foreach (var (key, value) in changes ?? [])
        {
            if (value.Metadata.TryGetValue("encoding", out var encoding) && encoding.ToStringUtf8() == "binary/null")
            {
                fields.Remove(key);
            }
            else
            {
                fields[key] = value;
            }
        }
    }
}
