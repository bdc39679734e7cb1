using Temporalio.Api.History.V1;

namespace MusicSync.EmbeddedTemporal.Tests.Servers;

/// <summary>The lines of events that are about another workflow: signals and cancels out, and children.</summary>
internal static class OtherWorkflowText
{
    public static string Details(HistoryEvent e) => e switch
    {
        { SignalExternalWorkflowExecutionInitiatedEventAttributes: { } a } =>
            $"to={a.WorkflowExecution.WorkflowId} {a.SignalName} child={a.ChildWorkflowOnly}",
        { SignalExternalWorkflowExecutionFailedEventAttributes: { } a } => $"of={a.InitiatedEventId} {a.Cause}",
        { ExternalWorkflowExecutionSignaledEventAttributes: { } a } => $"of={a.InitiatedEventId}",
        { RequestCancelExternalWorkflowExecutionInitiatedEventAttributes: { } a } =>
            $"to={a.WorkflowExecution.WorkflowId} child={a.ChildWorkflowOnly}",
        { RequestCancelExternalWorkflowExecutionFailedEventAttributes: { } a } => $"of={a.InitiatedEventId} {a.Cause}",
        { ExternalWorkflowExecutionCancelRequestedEventAttributes: { } a } => $"of={a.InitiatedEventId}",
        { StartChildWorkflowExecutionInitiatedEventAttributes: { } a } =>
            $"{a.WorkflowId} {a.WorkflowType.Name} {a.ParentClosePolicy} {a.WorkflowIdReusePolicy}",
        { StartChildWorkflowExecutionFailedEventAttributes: { } a } => $"of={a.InitiatedEventId} {a.Cause}",
        { ChildWorkflowExecutionStartedEventAttributes: { } a } => $"of={a.InitiatedEventId}",
        { ChildWorkflowExecutionCompletedEventAttributes: { } a } =>
            $"of={a.InitiatedEventId},{a.StartedEventId} {HistoryText.Payloads(a.Result)}",
        { ChildWorkflowExecutionFailedEventAttributes: { } a } =>
            $"of={a.InitiatedEventId},{a.StartedEventId} {HistoryText.Failure(a.Failure)} {a.RetryState}",
        { ChildWorkflowExecutionCanceledEventAttributes: { } a } => $"of={a.InitiatedEventId},{a.StartedEventId}",
        { ChildWorkflowExecutionTimedOutEventAttributes: { } a } =>
            $"of={a.InitiatedEventId},{a.StartedEventId} {a.RetryState}",
        { ChildWorkflowExecutionTerminatedEventAttributes: { } a } => $"of={a.InitiatedEventId},{a.StartedEventId}",
        _ => "",
    };
}
