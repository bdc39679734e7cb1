using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using MusicSync.EmbeddedTemporal.Wire;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Api.WorkflowService.V1;
using TaskQueue = Temporalio.Api.TaskQueue.V1.TaskQueue;

namespace MusicSync.EmbeddedTemporal.Runs;

/// <summary>Runs begin here: by a client's start, as a child, by a schedule, or as another run's continuation.</summary>
internal sealed class RunStarts(RunRegistry runs, Ledger ledger, Gate gate)
{
    public static readonly Duration UsualTaskTimeout =
        Duration.FromTimeSpan(TimeSpan.FromSeconds(10));

    /// <summary>Who did what the server does by itself.</summary>
    public const string ServerIdentity = "history-service";

    private const string RejectsDuplicates =
        "Workflow execution already finished. WorkflowId: {0}, RunId: {1}. Workflow Id reuse policy: reject duplicate workflow Id.";

    private const string RejectsSuccessful =
        "Workflow execution already finished successfully. WorkflowId: {0}, RunId: {1}. Workflow Id reuse policy: allow duplicate workflow Id if last run failed.";

    public static TaskQueue NormalQueue(string name) => new() { Name = name, Kind = TaskQueueKind.Normal };

    public StartWorkflowExecutionResponse Start(StartWorkflowExecutionRequest request)
    {
        StartCheck.Check(request);
        return gate.Enter(() =>
        {
            var (run, isNew) = StartOrJoin(request);
            return Describe(run, isNew);
        });
    }

    public static StartWorkflowExecutionResponse Describe(Run run, bool isNew) => new()
    {
        RunId = run.RunId,
        Started = isNew,
        Status = run.Status,
        FirstExecutionRunId = run.Started.FirstExecutionRunId,
    };

    /// <summary>The run that the request asks for: a new one, or the one that its policies take instead.</summary>
    public (Run Run, bool IsNew) StartOrJoin(StartWorkflowExecutionRequest request)
    {
        if (runs.Newest(request.WorkflowId) is { } existing)
        {
            if (request.RequestId.Length > 0 && existing.StartRequestId == request.RequestId)
            {
                // The same request again, from a client that did not hear the answer.
                return (existing, true);
            }

            if (existing.IsRunning && request.WorkflowIdConflictPolicy == WorkflowIdConflictPolicy.UseExisting)
            {
                return (existing, false);
            }

            if (existing.IsRunning && request.WorkflowIdConflictPolicy == WorkflowIdConflictPolicy.TerminateExisting)
            {
                var next = NewRunId();
                Terminate(
                    existing, "TerminateIfRunning WorkflowIdReusePolicy", Text($"terminated by new runID: {next}"), ServerIdentity);
                return (Begin(request, next), true);
            }

            if (Refusal(existing, request.WorkflowIdReusePolicy) is { } refusal)
            {
                throw refusal;
            }
        }

        return (Begin(request, NewRunId()), true);
    }

    /// <summary>Why a workflow id may not be used now; null when it may.</summary>
    public static RpcException? Refusal(Run existing, WorkflowIdReusePolicy policy)
    {
        var message = existing.IsRunning ? TemporalErrors.AlreadyRunning
            : policy == WorkflowIdReusePolicy.RejectDuplicate ? RejectsDuplicates
            : policy == WorkflowIdReusePolicy.AllowDuplicateFailedOnly && existing.Status == WorkflowExecutionStatus.Completed
                ? RejectsSuccessful
            : null;
        return message is null ? null : TemporalErrors.AlreadyStarted(
            string.Format(CultureInfo.InvariantCulture, message, existing.WorkflowId, existing.RunId),
            existing.StartRequestId,
            existing.RunId);
    }

    /// <summary>Starts the child that an event asks for.</summary>
    public Run BeginChild(Run parent, PendingChild child)
    {
        var asked = child.Attributes;
        var runId = NewRunId();
        return Begin(asked.WorkflowId, runId, $"{parent.RunId}/{child.InitiatedEventId}", null, new()
        {
            WorkflowType = asked.WorkflowType,
            TaskQueue = asked.TaskQueue,
            Input = asked.Input,
            Header = asked.Header,
            Memo = Filled(asked.Memo),
            SearchAttributes = asked.SearchAttributes,
            WorkflowExecutionTimeout = asked.WorkflowExecutionTimeout,
            WorkflowRunTimeout = Shorter(asked.WorkflowRunTimeout, asked.WorkflowExecutionTimeout) ?? Durations.None,
            WorkflowTaskTimeout = asked.WorkflowTaskTimeout,
            ParentWorkflowNamespace = asked.Namespace,
            ParentWorkflowExecution = parent.Execution,
            ParentInitiatedEventId = child.InitiatedEventId,
            RootWorkflowExecution = parent.Started.RootWorkflowExecution ?? parent.Execution,
            OriginalExecutionRunId = runId,
            FirstExecutionRunId = runId,
            Attempt = 1,
            FirstWorkflowTaskBackoff = Durations.None,
            Priority = asked.Priority,
        });
    }

    /// <summary>Starts the run that another one, which has just closed, continues as.</summary>
    public void Continue(Run run, WorkflowExecutionContinuedAsNewEventAttributes asked)
    {
        var before = run.Started;
        Begin(run.WorkflowId, asked.NewExecutionRunId, requestId: "", null, new()
        {
            WorkflowType = asked.WorkflowType,
            TaskQueue = asked.TaskQueue,
            Input = asked.Input,
            Header = asked.Header,
            Memo = Filled(asked.Memo ?? run.Memo.Clone()),
            SearchAttributes = asked.SearchAttributes ?? run.SearchAttributes.Clone(),
            WorkflowExecutionTimeout = before.WorkflowExecutionTimeout,
            WorkflowExecutionExpirationTime = before.WorkflowExecutionExpirationTime,
            WorkflowRunTimeout = asked.WorkflowRunTimeout,
            WorkflowTaskTimeout = asked.WorkflowTaskTimeout,
            ContinuedExecutionRunId = run.RunId,
            Initiator = ContinueAsNewInitiator.Workflow,
            OriginalExecutionRunId = asked.NewExecutionRunId,
            FirstExecutionRunId = before.FirstExecutionRunId,
            // A child that continues is its parent's child still.
            ParentWorkflowNamespace = before.ParentWorkflowNamespace,
            ParentWorkflowExecution = before.ParentWorkflowExecution,
            ParentInitiatedEventId = before.ParentInitiatedEventId,
            RootWorkflowExecution = before.RootWorkflowExecution,
            Attempt = 1,
            FirstWorkflowTaskBackoff = asked.BackoffStartInterval ?? Durations.None,
            Priority = before.Priority,
        });
    }

    public void Terminate(Run run, string reason, Payloads? details, string identity)
    {
        run.Task?.Timer?.Cancel();
        run.Task = null;
        ledger.Flush(run);
        ledger.Write(run, EventType.WorkflowExecutionTerminated, item => item.WorkflowExecutionTerminatedEventAttributes = new()
        {
            Reason = reason,
            Details = details,
            Identity = identity,
        });
    }

    /// <summary>Watches how long a run may take; the end of its execution's time ends every run of the chain.</summary>
    public void Watch(Run run)
    {
        var limit = Durations.Positive(run.Started.WorkflowRunTimeout) is { } time ? run.StartTime + time : DateTime.MaxValue;
        var end = run.Started.WorkflowExecutionExpirationTime?.ToDateTime() ?? DateTime.MaxValue;
        var due = limit < end ? limit : end;
        if (due < DateTime.MaxValue)
        {
            run.Timeout = gate.Timers.At(due, () => TimeOut(run));
        }
    }

    private void TimeOut(Run run)
    {
        run.Task?.Timer?.Cancel();
        run.Task = null;
        ledger.Flush(run);
        ledger.Write(run, EventType.WorkflowExecutionTimedOut, item => item.WorkflowExecutionTimedOutEventAttributes = new()
        {
            // The whole execution's time leaves none for a retry, whatever the policy is.
            RetryState = run.Started.WorkflowExecutionExpirationTime?.ToDateTime() <= ledger.Clock.Now
                ? RetryState.Timeout
                : RetryState.RetryPolicyNotSet,
        });
    }

    private static Memo? Filled(Memo? memo) => memo is { Fields.Count: > 0 } ? memo : null;

    private static string NewRunId() => Guid.NewGuid().ToString();

    /// <summary>The shorter of two limits; null when there is none.</summary>
    private static Duration? Shorter(Duration? one, Duration? other) =>
        Durations.Positive(one) is not { } first ? other
        : Durations.Positive(other) is not { } second || first <= second ? one
        : other;

    private static Payloads Text(string text) => new()
    {
        Payloads_ =
        {
            new Payload
            {
                Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain") },
                Data = ByteString.CopyFromUtf8(JsonSerializer.Serialize(text)),
            },
        },
    };

    private Run Begin(StartWorkflowExecutionRequest request, string runId)
    {
        var runTimeout = Shorter(request.WorkflowRunTimeout, request.WorkflowExecutionTimeout);
        return Begin(request.WorkflowId, runId, request.RequestId, request.UserMetadata, new()
        {
            WorkflowType = request.WorkflowType,
            TaskQueue = NormalQueue(request.TaskQueue.Name),
            Input = request.Input,
            Header = request.Header,
            Memo = request.Memo,
            SearchAttributes = request.SearchAttributes,
            WorkflowExecutionTimeout = request.WorkflowExecutionTimeout,
            WorkflowRunTimeout = runTimeout,
            WorkflowTaskTimeout = Shorter(request.WorkflowTaskTimeout.Or(UsualTaskTimeout), runTimeout),
            OriginalExecutionRunId = runId,
            FirstExecutionRunId = runId,
            Identity = request.Identity,
            Attempt = 1,
            FirstWorkflowTaskBackoff = request.WorkflowStartDelay ?? Durations.None,
            LastCompletionResult = request.LastCompletionResult,
            ContinuedFailure = request.ContinuedFailure,
            Priority = request.Priority,
        });
    }

    private Run Begin(
        string workflowId, string runId, string requestId, UserMetadata? metadata, WorkflowExecutionStartedEventAttributes started)
    {
        started.WorkflowId = workflowId;
        var item = ledger.Create(EventType.WorkflowExecutionStarted, item =>
        {
            item.WorkflowExecutionStartedEventAttributes = started;
            item.UserMetadata = metadata;
        });
        if (started.WorkflowExecutionExpirationTime is null && Durations.Positive(started.WorkflowExecutionTimeout) is { } whole)
        {
            started.WorkflowExecutionExpirationTime =
                Timestamp.FromDateTime(item.EventTime.ToDateTime() + whole);
        }

        var run = new Run(workflowId, runId, requestId);
        runs.Add(run);
        ledger.Journal.Begin(run);
        ledger.Write(run, item);
        Watch(run);
        return run;
    }
}
