using MusicSync.EmbeddedTemporal.Wire;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;

namespace MusicSync.EmbeddedTemporal.Runs;

/// <summary>What clients send to runs: signals, cancellations, terminations.</summary>
internal sealed class RunRequests(Gate gate, RunRegistry runs, Ledger ledger, RunStarts starts)
{
    public SignalWorkflowExecutionResponse Signal(SignalWorkflowExecutionRequest request)
    {
        if (request.SignalName.Length == 0)
        {
            throw TemporalErrors.Invalid("SignalName is not set on request.");
        }

        SizeLimits.Check(request.Input);
        return gate.Enter(() =>
        {
            Signal(runs.GetOpen(request.WorkflowExecution), new()
            {
                SignalName = request.SignalName,
                Input = request.Input,
                Header = request.Header,
                Identity = request.Identity,
                RequestId = request.RequestId,
            });
            return new SignalWorkflowExecutionResponse();
        });
    }

    public SignalWithStartWorkflowExecutionResponse SignalWithStart(SignalWithStartWorkflowExecutionRequest request)
    {
        var start = StartOf(request);
        StartCheck.Check(start);
        SizeLimits.Check(request.SignalInput);
        return gate.Enter(() =>
        {
            var before = runs.Newest(start.WorkflowId);
            var (run, _) = starts.StartOrJoin(start);
            Signal(run, new()
            {
                SignalName = request.SignalName,
                Input = request.SignalInput,
                Header = request.Header,
                Identity = request.Identity,
                RequestId = request.RequestId,
            });
            return new SignalWithStartWorkflowExecutionResponse { RunId = run.RunId, Started = run != before };
        });
    }

    public RequestCancelWorkflowExecutionResponse Cancel(RequestCancelWorkflowExecutionRequest request) => gate.Enter(() =>
    {
        // That it has ended meanwhile is a success too.
        var run = runs.Get(request.WorkflowExecution);
        Cancel(run, new() { Cause = request.Reason, Identity = request.Identity });
        return new RequestCancelWorkflowExecutionResponse();
    });

    public TerminateWorkflowExecutionResponse Terminate(TerminateWorkflowExecutionRequest request) => gate.Enter(() =>
    {
        var reason = request.Reason.Length > 0 ? request.Reason : "terminated by user via frontend";
        starts.Terminate(runs.GetOpen(request.WorkflowExecution), reason, request.Details, request.Identity);
        return new TerminateWorkflowExecutionResponse();
    });

    /// <summary>Signals an open run. A repeated request, after a lost answer or a kill, changes nothing.</summary>
    public void Signal(Run run, WorkflowExecutionSignaledEventAttributes signal)
    {
        if (signal.RequestId.Length == 0 || !run.SignalRequestIds.Contains(signal.RequestId))
        {
            ledger.Report(run, ledger.Create(
                EventType.WorkflowExecutionSignaled, item => item.WorkflowExecutionSignaledEventAttributes = signal));
        }
    }

    /// <summary>Asks a run to cancel itself; only the first request counts.</summary>
    public void Cancel(Run run, WorkflowExecutionCancelRequestedEventAttributes cancel)
    {
        if (run.IsRunning && !run.IsCancelRequested)
        {
            ledger.Report(run, ledger.Create(
                EventType.WorkflowExecutionCancelRequested, item => item.WorkflowExecutionCancelRequestedEventAttributes = cancel));
        }
    }

    private static StartWorkflowExecutionRequest StartOf(SignalWithStartWorkflowExecutionRequest request) => new()
    {
        Namespace = request.Namespace,
        WorkflowId = request.WorkflowId,
        WorkflowType = request.WorkflowType,
        TaskQueue = request.TaskQueue,
        Input = request.Input,
        Header = request.Header,
        Memo = request.Memo,
        SearchAttributes = request.SearchAttributes,
        WorkflowExecutionTimeout = request.WorkflowExecutionTimeout,
        WorkflowRunTimeout = request.WorkflowRunTimeout,
        WorkflowTaskTimeout = request.WorkflowTaskTimeout,
        WorkflowStartDelay = request.WorkflowStartDelay,
        WorkflowIdReusePolicy = request.WorkflowIdReusePolicy,
        // A running workflow is what a signal is for.
        WorkflowIdConflictPolicy = request.WorkflowIdConflictPolicy == WorkflowIdConflictPolicy.TerminateExisting
            ? WorkflowIdConflictPolicy.TerminateExisting
            : WorkflowIdConflictPolicy.UseExisting,
        RetryPolicy = request.RetryPolicy,
        CronSchedule = request.CronSchedule,
        RequestId = request.RequestId,
        Identity = request.Identity,
        UserMetadata = request.UserMetadata,
        Priority = request.Priority,
    };
}
