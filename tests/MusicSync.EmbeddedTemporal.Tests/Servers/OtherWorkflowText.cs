using Temporalio.Api.History.V1;

namespace MusicSync.EmbeddedTemporal.Tests.Servers;

/// <summary>The lines of events that are about another workflow: signals and cancels out, and children.</summary>
internal static class OtherWorkflowText
{
    public static string Details(HistoryEvent e) => e.AttributesCase switch
    {
        HistoryEvent.AttributesOneofCase.SignalExternalWorkflowExecutionInitiatedEventAttributes =>
            $"to={e.SignalExternalWorkflowExecutionInitiatedEventAttributes.WorkflowExecution.WorkflowId} {e.SignalExternalWorkflowExecutionInitiatedEventAttributes.SignalName} child={e.SignalExternalWorkflowExecutionInitiatedEventAttributes.ChildWorkflowOnly}",
        HistoryEvent.AttributesOneofCase.SignalExternalWorkflowExecutionFailedEventAttributes =>
            $"of={e.SignalExternalWorkflowExecutionFailedEventAttributes.InitiatedEventId} {e.SignalExternalWorkflowExecutionFailedEventAttributes.Cause}",
        HistoryEvent.AttributesOneofCase.ExternalWorkflowExecutionSignaledEventAttributes =>
            $"of={e.ExternalWorkflowExecutionSignaledEventAttributes.InitiatedEventId}",
        HistoryEvent.AttributesOneofCase.RequestCancelExternalWorkflowExecutionInitiatedEventAttributes =>
            $"to={e.RequestCancelExternalWorkflowExecutionInitiatedEventAttributes.WorkflowExecution.WorkflowId} child={e.RequestCancelExternalWorkflowExecutionInitiatedEventAttributes.ChildWorkflowOnly}",
        HistoryEvent.AttributesOneofCase.RequestCancelExternalWorkflowExecutionFailedEventAttributes =>
            $"of={e.RequestCancelExternalWorkflowExecutionFailedEventAttributes.InitiatedEventId} {e.RequestCancelExternalWorkflowExecutionFailedEventAttributes.Cause}",
        HistoryEvent.AttributesOneofCase.ExternalWorkflowExecutionCancelRequestedEventAttributes =>
            $"of={e.ExternalWorkflowExecutionCancelRequestedEventAttributes.InitiatedEventId}",
        HistoryEvent.AttributesOneofCase.StartChildWorkflowExecutionInitiatedEventAttributes =>
            $"{e.StartChildWorkflowExecutionInitiatedEventAttributes.WorkflowId} {e.StartChildWorkflowExecutionInitiatedEventAttributes.WorkflowType.Name} {e.StartChildWorkflowExecutionInitiatedEventAttributes.ParentClosePolicy} {e.StartChildWorkflowExecutionInitiatedEventAttributes.WorkflowIdReusePolicy}",
        HistoryEvent.AttributesOneofCase.StartChildWorkflowExecutionFailedEventAttributes =>
            $"of={e.StartChildWorkflowExecutionFailedEventAttributes.InitiatedEventId} {e.StartChildWorkflowExecutionFailedEventAttributes.Cause}",
        HistoryEvent.AttributesOneofCase.ChildWorkflowExecutionStartedEventAttributes =>
            $"of={e.ChildWorkflowExecutionStartedEventAttributes.InitiatedEventId}",
        HistoryEvent.AttributesOneofCase.ChildWorkflowExecutionCompletedEventAttributes =>
            $"of={e.ChildWorkflowExecutionCompletedEventAttributes.InitiatedEventId},{e.ChildWorkflowExecutionCompletedEventAttributes.StartedEventId} {HistoryText.Payloads(e.ChildWorkflowExecutionCompletedEventAttributes.Result)}",
        HistoryEvent.AttributesOneofCase.ChildWorkflowExecutionFailedEventAttributes =>
            $"of={e.ChildWorkflowExecutionFailedEventAttributes.InitiatedEventId},{e.ChildWorkflowExecutionFailedEventAttributes.StartedEventId} {HistoryText.Failure(e.ChildWorkflowExecutionFailedEventAttributes.Failure)} {e.ChildWorkflowExecutionFailedEventAttributes.RetryState}",
        HistoryEvent.AttributesOneofCase.ChildWorkflowExecutionCanceledEventAttributes =>
            $"of={e.ChildWorkflowExecutionCanceledEventAttributes.InitiatedEventId},{e.ChildWorkflowExecutionCanceledEventAttributes.StartedEventId}",
        HistoryEvent.AttributesOneofCase.ChildWorkflowExecutionTimedOutEventAttributes =>
            $"of={e.ChildWorkflowExecutionTimedOutEventAttributes.InitiatedEventId},{e.ChildWorkflowExecutionTimedOutEventAttributes.StartedEventId} {e.ChildWorkflowExecutionTimedOutEventAttributes.RetryState}",
        HistoryEvent.AttributesOneofCase.ChildWorkflowExecutionTerminatedEventAttributes =>
            $"of={e.ChildWorkflowExecutionTerminatedEventAttributes.InitiatedEventId},{e.ChildWorkflowExecutionTerminatedEventAttributes.StartedEventId}",
        _ => "",
    };
}
