using MusicSync.EmbeddedTemporal.Queries;
using MusicSync.EmbeddedTemporal.Runs;
using MusicSync.EmbeddedTemporal.Updates;
using MusicSync.EmbeddedTemporal.Wire;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;

namespace MusicSync.EmbeddedTemporal.Tasks;

/// <summary>A worker's answer to a workflow task: carried out as a whole, or refused as a whole.</summary>
internal sealed class TaskCompletion(Gate gate, RunRegistry runs, Ledger ledger, WorkflowTasks tasks, RunStarts starts, CommandExecution commands)
{
    public RespondWorkflowTaskFailedResponse Fail(RespondWorkflowTaskFailedRequest request) => gate.Enter(() =>
    {
        var (run, task) = WorkflowTasks.Find(runs, request.TaskToken);
        tasks.Fail(run, task, request.Cause, request.Failure, request.Identity);
        return new RespondWorkflowTaskFailedResponse();
    });

    public RespondWorkflowTaskCompletedResponse Complete(RespondWorkflowTaskCompletedRequest request) => gate.Enter(() =>
    {
        var (run, task) = WorkflowTasks.Find(runs, request.TaskToken);
        if (CommandCheck.Check(run, request) is { } bad)
        {
            var failure = new Failure { Message = bad.Text, Source = "Server", ServerFailureInfo = new() };
            tasks.Fail(run, task, bad.Cause, failure, request.Identity);
            if (bad.EndsWorkflow)
            {
                starts.Terminate(run, bad.Text, null, RunStarts.ServerIdentity);
            }

            throw TemporalErrors.Invalid(bad.Text);
        }

        return Complete(run, task, request);
    });

    private RespondWorkflowTaskCompletedResponse Complete(
        Run run, WorkflowTask task, RespondWorkflowTaskCompletedRequest request)
    {
        task.Timer?.Cancel();
        run.Sticky = request.StickyAttributes is { WorkerTaskQueue.Name.Length: > 0 } sticky ? sticky : null;
        run.Task = null;
        var response = new RespondWorkflowTaskCompletedResponse();
        if (LeavesNoTrace(run, task, request))
        {
            foreach (var message in request.Messages)
            {
                UpdateMessages.Receive(ledger, run, message);
            }

            // The worker goes back to where it was before the task.
            response.ResetHistoryEventId = run.PreviousStartedEventId;
        }
        else
        {
            Write(run, task, request);
        }

        QueryAnswers.Receive(run, task, request.QueryResults);
        if (run.IsRunning)
        {
            UpdateMessages.RejectUnprocessed(run);
            ledger.Flush(run);
            run.HasNews |= request.ForceCreateNewWorkflowTask;
        }

        ledger.Touch(run);
        return response;
    }

    private void Write(Run run, WorkflowTask task, RespondWorkflowTaskCompletedRequest request)
    {
        foreach (var item in task.Unwritten)
        {
            ledger.Write(run, item);
        }

        var completed = ledger.Write(run, EventType.WorkflowTaskCompleted, item => item.WorkflowTaskCompletedEventAttributes = new()
        {
            ScheduledEventId = task.ScheduledEventId,
            StartedEventId = task.StartedEventId,
            Identity = request.Identity,
            SdkMetadata = request.SdkMetadata,
            MeteringMetadata = request.MeteringMetadata,
        });
        commands.Execute(run, request, completed.EventId);
    }

    /// <summary>A task made for updates that were all rejected has not happened.</summary>
    private static bool LeavesNoTrace(Run run, WorkflowTask task, RespondWorkflowTaskCompletedRequest request) =>
        task is { IsSpeculative: true, IsWritten: false }
        && run.Buffered.Count == 0
        && !request.ForceCreateNewWorkflowTask
        && request.Messages.All(message => message.Body.Is(Rejection.Descriptor))
        && request.Commands.All(command => command.CommandType == CommandType.ProtocolMessage);
}
