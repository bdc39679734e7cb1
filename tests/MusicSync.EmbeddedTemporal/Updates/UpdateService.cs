using Grpc.Core;
using MusicSync.EmbeddedTemporal.Runs;
using MusicSync.EmbeddedTemporal.Wire;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;
using Stage = Temporalio.Api.Enums.V1.UpdateWorkflowExecutionLifecycleStage;

namespace MusicSync.EmbeddedTemporal.Updates;

/// <summary>Clients send updates here, alone or with a start, and follow them up to the stage they ask for.</summary>
internal sealed class UpdateService(Gate gate, LongPoll longPoll, RunRegistry runs, RunStarts starts, Ledger ledger)
{
    private const string TasksFail = "Unable to perform workflow execution update due to Workflow Task in failed state.";

    public async Task<UpdateWorkflowExecutionResponse> UpdateAsync(
        UpdateWorkflowExecutionRequest request, CancellationToken cancellationToken)
    {
        var (run, update) = gate.Enter(() =>
        {
            var run = runs.Get(request.WorkflowExecution);
            return (run, Admit(run, request.Request));
        });
        return await FollowAsync(run, update, request.WaitPolicy?.LifecycleStage ?? Stage.Accepted, cancellationToken);
    }

    public async Task<PollWorkflowExecutionUpdateResponse> PollAsync(
        PollWorkflowExecutionUpdateRequest request, CancellationToken cancellationToken)
    {
        var id = request.UpdateRef.UpdateId;
        var (run, update) = gate.Enter(() =>
        {
            var run = runs.Get(request.UpdateRef.WorkflowExecution);
            return (run, run.Updates.GetValueOrDefault(id) ?? throw TemporalErrors.NotFound($"update \"{id}\" not found"));
        });
        var answer = await FollowAsync(
            run, update, request.WaitPolicy?.LifecycleStage ?? Stage.Unspecified, cancellationToken);
        return new() { Outcome = answer.Outcome, Stage = answer.Stage, UpdateRef = answer.UpdateRef };
    }

    /// <summary>A start and an update as one: decided together, so both happen or none.</summary>
    public async Task<ExecuteMultiOperationResponse> ExecuteAsync(
        ExecuteMultiOperationRequest request, CancellationToken cancellationToken)
    {
        if (request.Operations is not [{ StartWorkflow: { } start }, { UpdateWorkflow: { } asked }])
        {
            throw TemporalErrors.Invalid("Operations have to be exactly [Start, Update].");
        }

        StartCheck.Check(start);
        var (run, isNew, update) = gate.Enter(() => Begin(start, asked));
        var answer = await FollowAsync(run, update, asked.WaitPolicy?.LifecycleStage ?? Stage.Accepted, cancellationToken);
        return new()
        {
            Responses =
            {
                new ExecuteMultiOperationResponse.Types.Response { StartWorkflow = RunStarts.Describe(run, isNew) },
                new ExecuteMultiOperationResponse.Types.Response { UpdateWorkflow = answer },
            },
        };
    }

    /// <summary>What becomes of updates whose run has closed.</summary>
    public static void Closed(Run run)
    {
        foreach (var update in run.Updates.Values.Where(update => update.Outcome is null && update.Lost is null))
        {
            if (update.Stage == Stage.Accepted)
            {
                update.Complete(new Outcome { Failure = ClosedBeforeEnd() });
            }
            else if (run.Status == WorkflowExecutionStatus.ContinuedAsNew)
            {
                // The client repeats it, and it reaches the next run.
                update.Lose(TemporalErrors.Exhausted(
                    ResourceExhaustedCause.BusyWorkflow, "workflow operation can not be applied because workflow is closing"));
            }
            else
            {
                update.Lose(TemporalErrors.WorkflowCompleted());
            }
        }
    }

    /// <summary>Updates that the workflow has not accepted are given up when its tasks fail again and again.</summary>
    public static void GiveUp(Run run)
    {
        foreach (var update in run.Updates.Values.Where(update => update.Stage == Stage.Admitted).ToList())
        {
            run.Updates.Remove(update.Id);
            update.Lose(TemporalErrors.NotReady(TasksFail));
        }
    }

    private (Run Run, bool IsNew, Update Update) Begin(StartWorkflowExecutionRequest start, UpdateWorkflowExecutionRequest asked)
    {
        if (runs.Newest(start.WorkflowId) is { } known
            && known.Updates.GetValueOrDefault(asked.Request.Meta.UpdateId) is { Outcome: not null } done)
        {
            // A repeated update of the newest run, even of a closed one, is answered and starts nothing.
            return (known, false, done);
        }

        Run run;
        bool isNew;
        try
        {
            (run, isNew) = starts.StartOrJoin(start);
        }
        catch (RpcException refused) when (refused.StatusCode == StatusCode.AlreadyExists)
        {
            throw TemporalErrors.MultiOperation(refused);
        }

        try
        {
            return (run, isNew, Admit(run, asked.Request));
        }
        catch (RpcException refused) when (!isNew)
        {
            throw TemporalErrors.MultiOperationUpdate(refused);
        }
    }

    private Update Admit(Run run, Request request)
    {
        var id = request.Meta.UpdateId;
        if (run.Updates.TryGetValue(id, out var known))
        {
            return known;
        }

        if (!run.IsRunning)
        {
            throw TemporalErrors.WorkflowCompleted();
        }

        if (run.HasFailingTasks)
        {
            throw TemporalErrors.NotReady(TasksFail);
        }

        if (run.Updates.Values.Count(update => update.Outcome is null) >= SizeLimits.UpdatesInFlight)
        {
            throw TemporalErrors.Exhausted(
                ResourceExhaustedCause.ConcurrentLimit,
                $"limit on number of concurrent in-flight updates has been reached ({SizeLimits.UpdatesInFlight})");
        }

        if (run.Updates.Count >= SizeLimits.UpdatesOfARun)
        {
            throw TemporalErrors.TooManyUpdates(
                $"The limit on the total number of distinct updates in this workflow has been reached ({SizeLimits.UpdatesOfARun}). "
                + "Make sure any duplicate updates share an Update ID so the server can deduplicate them, and consider rejecting updates that you aren't going to process. "
                + "You can also Continue-as-New to avoid this; we recommend you check Continue-as-New Suggested in your Workflow.");
        }

        run.Updates[id] = new Update(id, request);
        ledger.Touch(run);
        return run.Updates[id];
    }

    private Task<UpdateWorkflowExecutionResponse> FollowAsync(
        Run run, Update update, Stage wanted, CancellationToken cancellationToken) => longPoll.WaitAsync(
            isLast =>
            {
                if (update.Lost is { } lost)
                {
                    throw lost;
                }

                return update.Stage < wanted && !isLast
                    ? new Look<UpdateWorkflowExecutionResponse>(null, update.Changed.Next)
                    : new(
                        new()
                        {
                            Outcome = update.Outcome,
                            Stage = update.Stage,
                            UpdateRef = new() { WorkflowExecution = run.Execution, UpdateId = update.Id },
                        },
                        null);
            },
            cancellationToken);

    private static Failure ClosedBeforeEnd() => new()
    {
        Message = "Workflow Update failed because the Workflow completed before the Update completed.",
        Source = "Server",
        ApplicationFailureInfo = new() { Type = "AcceptedUpdateCompletedWorkflow", NonRetryable = true },
    };
}
