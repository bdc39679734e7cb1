using Temporalio.Api.History.V1;
using Attributes = Temporalio.Api.History.V1.HistoryEvent.AttributesOneofCase;

namespace MusicSync.EmbeddedTemporal.Runs;

/// <summary>Which earlier event an event belongs to.</summary>
internal static class EventLinks
{
    /// <summary>The event that scheduled the activity that ends here.</summary>
    public static long? ScheduledBy(HistoryEvent item) => item.AttributesCase switch
    {
        Attributes.ActivityTaskCompletedEventAttributes => item.ActivityTaskCompletedEventAttributes.ScheduledEventId,
        Attributes.ActivityTaskFailedEventAttributes => item.ActivityTaskFailedEventAttributes.ScheduledEventId,
        Attributes.ActivityTaskTimedOutEventAttributes => item.ActivityTaskTimedOutEventAttributes.ScheduledEventId,
        Attributes.ActivityTaskCanceledEventAttributes => item.ActivityTaskCanceledEventAttributes.ScheduledEventId,
        _ => null,
    };

    /// <summary>The event whose request to another workflow is answered here.</summary>
    public static long? AnswerTo(HistoryEvent item) => item.AttributesCase switch
    {
        Attributes.ExternalWorkflowExecutionSignaledEventAttributes =>
            item.ExternalWorkflowExecutionSignaledEventAttributes.InitiatedEventId,
        Attributes.SignalExternalWorkflowExecutionFailedEventAttributes =>
            item.SignalExternalWorkflowExecutionFailedEventAttributes.InitiatedEventId,
        Attributes.ExternalWorkflowExecutionCancelRequestedEventAttributes =>
            item.ExternalWorkflowExecutionCancelRequestedEventAttributes.InitiatedEventId,
        Attributes.RequestCancelExternalWorkflowExecutionFailedEventAttributes =>
            item.RequestCancelExternalWorkflowExecutionFailedEventAttributes.InitiatedEventId,
        _ => null,
    };

    /// <summary>The event that asked for the child that ends here, or that could not be started.</summary>
    public static long? EndOfChild(HistoryEvent item) => item.AttributesCase switch
    {
        Attributes.StartChildWorkflowExecutionFailedEventAttributes =>
            item.StartChildWorkflowExecutionFailedEventAttributes.InitiatedEventId,
        Attributes.ChildWorkflowExecutionCompletedEventAttributes =>
            item.ChildWorkflowExecutionCompletedEventAttributes.InitiatedEventId,
        Attributes.ChildWorkflowExecutionFailedEventAttributes =>
            item.ChildWorkflowExecutionFailedEventAttributes.InitiatedEventId,
        Attributes.ChildWorkflowExecutionCanceledEventAttributes =>
            item.ChildWorkflowExecutionCanceledEventAttributes.InitiatedEventId,
        Attributes.ChildWorkflowExecutionTimedOutEventAttributes =>
            item.ChildWorkflowExecutionTimedOutEventAttributes.InitiatedEventId,
        Attributes.ChildWorkflowExecutionTerminatedEventAttributes =>
            item.ChildWorkflowExecutionTerminatedEventAttributes.InitiatedEventId,
        _ => null,
    };

    /// <summary>
    /// An end names the event of its beginning. That one may have waited for its place together with it, so it is known only
    /// when both stand in the history.
    /// </summary>
    public static void LinkToStart(List<HistoryEvent> history, HistoryEvent item)
    {
        switch (item.AttributesCase)
        {
            case Attributes.ActivityTaskCompletedEventAttributes:
                item.ActivityTaskCompletedEventAttributes.StartedEventId = ActivityStart(history, item);
                break;
            case Attributes.ActivityTaskFailedEventAttributes:
                item.ActivityTaskFailedEventAttributes.StartedEventId = ActivityStart(history, item);
                break;
            case Attributes.ActivityTaskTimedOutEventAttributes:
                item.ActivityTaskTimedOutEventAttributes.StartedEventId = ActivityStart(history, item);
                break;
            case Attributes.ActivityTaskCanceledEventAttributes:
                item.ActivityTaskCanceledEventAttributes.StartedEventId = ActivityStart(history, item);
                break;
            case Attributes.ChildWorkflowExecutionCompletedEventAttributes:
                item.ChildWorkflowExecutionCompletedEventAttributes.StartedEventId = ChildStart(history, item);
                break;
            case Attributes.ChildWorkflowExecutionFailedEventAttributes:
                item.ChildWorkflowExecutionFailedEventAttributes.StartedEventId = ChildStart(history, item);
                break;
            case Attributes.ChildWorkflowExecutionCanceledEventAttributes:
                item.ChildWorkflowExecutionCanceledEventAttributes.StartedEventId = ChildStart(history, item);
                break;
            case Attributes.ChildWorkflowExecutionTimedOutEventAttributes:
                item.ChildWorkflowExecutionTimedOutEventAttributes.StartedEventId = ChildStart(history, item);
                break;
            case Attributes.ChildWorkflowExecutionTerminatedEventAttributes:
                item.ChildWorkflowExecutionTerminatedEventAttributes.StartedEventId = ChildStart(history, item);
                break;
        }
    }

    // An activity's start is written with its end, right before it.
    private static long ActivityStart(List<HistoryEvent> history, HistoryEvent end) =>
        history[^1] is { ActivityTaskStartedEventAttributes: { } started } last && started.ScheduledEventId == ScheduledBy(end)
            ? last.EventId
            : 0;

    private static long ChildStart(List<HistoryEvent> history, HistoryEvent end)
    {
        var initiated = EndOfChild(end);
        return history.FindLast(item => item.ChildWorkflowExecutionStartedEventAttributes?.InitiatedEventId == initiated)?.EventId ?? 0;
    }
}
