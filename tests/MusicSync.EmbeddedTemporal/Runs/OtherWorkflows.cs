using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace MusicSync.EmbeddedTemporal.Runs;

/// <summary>What workflows do to each other: signals, cancellations, children. Each side hears of it by an event.</summary>
internal sealed class OtherWorkflows(RunRegistry runs, Ledger ledger, RunStarts starts, RunRequests requests, EmbeddedServerOptions options)
{
    /// <summary>Takes a workflow's signal or cancellation to the other workflow, and tells it how that went.</summary>
    public void Deliver(Run from, HistoryEvent initiated)
    {
        if (!from.IsRunning || !from.ExternalRequests.ContainsKey(initiated.EventId))
        {
            return;
        }

        if (initiated.SignalExternalWorkflowExecutionInitiatedEventAttributes is { } signal)
        {
            Signal(from, initiated.EventId, signal);
        }
        else
        {
            Cancel(from, initiated.EventId, initiated.RequestCancelExternalWorkflowExecutionInitiatedEventAttributes);
        }
    }

    public void StartChild(Run parent, PendingChild child)
    {
        if (child.Execution is not null || parent.Children.GetValueOrDefault(child.InitiatedEventId) != child)
        {
            return;
        }

        var asked = child.Attributes;
        if (!parent.IsRunning && asked.ParentClosePolicy != ParentClosePolicy.Abandon)
        {
            // Asked for by the same task that closed the parent: it would be ended at once.
            return;
        }

        if (runs.Newest(asked.WorkflowId) is { } existing && RunStarts.Refusal(existing, asked.WorkflowIdReusePolicy) is not null)
        {
            ReportIfOpen(parent, EventType.StartChildWorkflowExecutionFailed, item => item.StartChildWorkflowExecutionFailedEventAttributes = new()
            {
                Namespace = asked.Namespace,
                WorkflowId = asked.WorkflowId,
                WorkflowType = asked.WorkflowType,
                Cause = StartChildWorkflowExecutionFailedCause.WorkflowAlreadyExists,
                InitiatedEventId = child.InitiatedEventId,
                WorkflowTaskCompletedEventId = asked.WorkflowTaskCompletedEventId,
            });
            return;
        }

        var run = starts.BeginChild(parent, child);
        ReportIfOpen(parent, EventType.ChildWorkflowExecutionStarted, item => item.ChildWorkflowExecutionStartedEventAttributes = new()
        {
            Namespace = asked.Namespace,
            InitiatedEventId = child.InitiatedEventId,
            WorkflowExecution = run.Execution,
            WorkflowType = asked.WorkflowType,
            Header = asked.Header,
        });
    }

    /// <summary>A run has closed: its children and its parent have to know.</summary>
    public void Closed(Run run)
    {
        foreach (var child in run.Children.Values.ToList())
        {
            Close(run, child);
        }

        if (run.Status != WorkflowExecutionStatus.ContinuedAsNew
            && run.Started.ParentWorkflowExecution is { } parent
            && runs.ByRunId(parent.RunId) is { IsRunning: true } open
            && open.Children.GetValueOrDefault(run.Started.ParentInitiatedEventId) is { Execution: { } first } pending
            && first.WorkflowId == run.WorkflowId)
        {
            ledger.Report(open, EndOf(run, pending));
        }
    }

    private void Close(Run parent, PendingChild child)
    {
        if (child.Execution is not { } first || runs.Newest(first.WorkflowId) is not { IsRunning: true } run
            || run.Started.FirstExecutionRunId != first.RunId)
        {
            return;
        }

        switch (child.Attributes.ParentClosePolicy)
        {
            case ParentClosePolicy.RequestCancel:
                requests.Cancel(run, new() { ExternalWorkflowExecution = parent.Execution });
                break;
            case ParentClosePolicy.Abandon:
                break;
            default:
                starts.Terminate(run, "by parent close policy", null, RunStarts.ServerIdentity);
                break;
        }
    }

    private void Signal(Run from, long initiated, SignalExternalWorkflowExecutionInitiatedEventAttributes asked)
    {
        if (Find(from, asked.WorkflowExecution, asked.ChildWorkflowOnly) is { IsRunning: true } target)
        {
            requests.Signal(target, new()
            {
                SignalName = asked.SignalName,
                Input = asked.Input,
                Header = asked.Header,
                Identity = RunStarts.ServerIdentity,
                ExternalWorkflowExecution = from.Execution,
                // So that a delivery repeated after a kill counts once.
                RequestId = $"{from.RunId}/{initiated}",
            });
            ReportIfOpen(from, EventType.ExternalWorkflowExecutionSignaled, item => item.ExternalWorkflowExecutionSignaledEventAttributes = new()
            {
                InitiatedEventId = initiated,
                Namespace = options.Namespace,
                WorkflowExecution = asked.WorkflowExecution,
            });
            return;
        }

        ReportIfOpen(from, EventType.SignalExternalWorkflowExecutionFailed, item => item.SignalExternalWorkflowExecutionFailedEventAttributes = new()
        {
            Cause = SignalExternalWorkflowExecutionFailedCause.ExternalWorkflowExecutionNotFound,
            InitiatedEventId = initiated,
            Namespace = options.Namespace,
            WorkflowExecution = asked.WorkflowExecution,
        });
    }

    private void Cancel(Run from, long initiated, RequestCancelExternalWorkflowExecutionInitiatedEventAttributes asked)
    {
        // That it has ended meanwhile is a success, as for a client.
        if (Find(from, asked.WorkflowExecution, asked.ChildWorkflowOnly) is { } target)
        {
            requests.Cancel(target, new()
            {
                Cause = asked.Reason,
                Identity = RunStarts.ServerIdentity,
                ExternalWorkflowExecution = from.Execution,
                ExternalInitiatedEventId = initiated,
            });
            ReportIfOpen(from, EventType.ExternalWorkflowExecutionCancelRequested, item => item.ExternalWorkflowExecutionCancelRequestedEventAttributes = new()
            {
                InitiatedEventId = initiated,
                Namespace = options.Namespace,
                WorkflowExecution = asked.WorkflowExecution,
            });
            return;
        }

        ReportIfOpen(from, EventType.RequestCancelExternalWorkflowExecutionFailed, item => item.RequestCancelExternalWorkflowExecutionFailedEventAttributes = new()
        {
            Cause = CancelExternalWorkflowExecutionFailedCause.ExternalWorkflowExecutionNotFound,
            InitiatedEventId = initiated,
            Namespace = options.Namespace,
            WorkflowExecution = asked.WorkflowExecution,
        });
    }

    private Run? Find(Run from, WorkflowExecution execution, bool childOnly) =>
        runs.Find(execution) is { } run
        && (!childOnly || run.Started.ParentWorkflowExecution?.RunId == from.RunId)
            ? run
            : null;

    private void ReportIfOpen(Run run, EventType type, Action<HistoryEvent> fill)
    {
        if (run.IsRunning)
        {
            ledger.Report(run, ledger.Create(type, fill));
        }
    }

    private HistoryEvent EndOf(Run run, PendingChild child)
    {
        var (type, execution, close) = (run.Started.WorkflowType, run.Execution, run.CloseEvent!);
        return run.Status switch
        {
            WorkflowExecutionStatus.Completed => ledger.Create(
                EventType.ChildWorkflowExecutionCompleted,
                item => item.ChildWorkflowExecutionCompletedEventAttributes = new()
                {
                    Result = close.WorkflowExecutionCompletedEventAttributes.Result,
                    Namespace = options.Namespace,
                    WorkflowExecution = execution,
                    WorkflowType = type,
                    InitiatedEventId = child.InitiatedEventId,
                }),
            WorkflowExecutionStatus.Failed => ledger.Create(
                EventType.ChildWorkflowExecutionFailed,
                item => item.ChildWorkflowExecutionFailedEventAttributes = new()
                {
                    Failure = close.WorkflowExecutionFailedEventAttributes.Failure,
                    RetryState = close.WorkflowExecutionFailedEventAttributes.RetryState,
                    Namespace = options.Namespace,
                    WorkflowExecution = execution,
                    WorkflowType = type,
                    InitiatedEventId = child.InitiatedEventId,
                }),
            WorkflowExecutionStatus.Canceled => ledger.Create(
                EventType.ChildWorkflowExecutionCanceled,
                item => item.ChildWorkflowExecutionCanceledEventAttributes = new()
                {
                    Details = close.WorkflowExecutionCanceledEventAttributes.Details,
                    Namespace = options.Namespace,
                    WorkflowExecution = execution,
                    WorkflowType = type,
                    InitiatedEventId = child.InitiatedEventId,
                }),
            WorkflowExecutionStatus.TimedOut => ledger.Create(
                EventType.ChildWorkflowExecutionTimedOut,
                item => item.ChildWorkflowExecutionTimedOutEventAttributes = new()
                {
                    RetryState = close.WorkflowExecutionTimedOutEventAttributes.RetryState,
                    Namespace = options.Namespace,
                    WorkflowExecution = execution,
                    WorkflowType = type,
                    InitiatedEventId = child.InitiatedEventId,
                }),
            _ => ledger.Create(
                EventType.ChildWorkflowExecutionTerminated,
                item => item.ChildWorkflowExecutionTerminatedEventAttributes = new()
                {
                    Namespace = options.Namespace,
                    WorkflowExecution = execution,
                    WorkflowType = type,
                    InitiatedEventId = child.InitiatedEventId,
                }),
        };
    }
}
