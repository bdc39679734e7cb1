using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using MusicSync.EmbeddedTemporal.Runs;
using MusicSync.EmbeddedTemporal.Wire;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.WorkflowService.V1;

namespace MusicSync.EmbeddedTemporal.Activities;

/// <summary>What workers report about an attempt, named by its token.</summary>
internal sealed class ActivityService(Gate gate, RunRegistry runs, Ledger ledger, ActivityAttempts attempts)
{
    private const string Gone = "invalid activityID or activity already timed out or invoking workflow is completed";

    public RespondActivityTaskCompletedResponse Complete(RespondActivityTaskCompletedRequest request) => gate.Enter(() =>
    {
        var activity = Find(request.TaskToken);
        if (SizeLimits.IsTooLarge(request.Result))
        {
            attempts.Fail(activity, TooLarge("Complete result exceeds size limit."));
            return new();
        }

        attempts.Complete(activity, ledger.Create(
            EventType.ActivityTaskCompleted,
            item => item.ActivityTaskCompletedEventAttributes = new()
            {
                ScheduledEventId = activity.ScheduledEventId,
                Result = request.Result,
                Identity = request.Identity,
            }));
        return new RespondActivityTaskCompletedResponse();
    });

    public RespondActivityTaskFailedResponse Fail(RespondActivityTaskFailedRequest request) => gate.Enter(() =>
    {
        var activity = Find(request.TaskToken);
        if (request.LastHeartbeatDetails is { Payloads_.Count: > 0 } details)
        {
            activity.Info.HeartbeatDetails = details;
        }

        attempts.Fail(activity, request.Failure ?? new Failure());
        return new RespondActivityTaskFailedResponse();
    });

    public RespondActivityTaskCanceledResponse Cancel(RespondActivityTaskCanceledRequest request) => gate.Enter(() =>
    {
        var activity = Find(request.TaskToken);
        if (SizeLimits.IsTooLarge(request.Details))
        {
            attempts.Fail(activity, TooLarge("Cancel details exceed size limit."));
            return new();
        }

        if (!activity.IsCancelRequested)
        {
            throw TemporalErrors.Invalid("unable to mark activity as canceled without activity being request canceled first");
        }

        attempts.Complete(activity, attempts.CanceledEvent(activity, request.Details, request.Identity));
        return new RespondActivityTaskCanceledResponse();
    });

    public RecordActivityTaskHeartbeatResponse Heartbeat(RecordActivityTaskHeartbeatRequest request) => gate.Enter(() =>
    {
        var activity = Find(request.TaskToken);
        if (SizeLimits.IsTooLarge(request.Details))
        {
            attempts.Fail(activity, TooLarge("Heartbeat details exceed size limit."));
            return new RecordActivityTaskHeartbeatResponse { CancelRequested = true };
        }

        activity.Info.LastHeartbeatTime = ledger.Clock.Now.ToTimestamp();
        activity.Info.HeartbeatDetails = request.Details;
        attempts.WatchHeartbeat(activity);
        ledger.Journal.Set(activity);
        return new RecordActivityTaskHeartbeatResponse { CancelRequested = activity.IsCancelRequested };
    });

    /// <summary>An older attempt's token is good for nothing: its worker was given up, and its word would undo the next one's.</summary>
    private PendingActivity Find(ByteString token)
    {
        var (runId, scheduled, _, attempt) = TaskToken.Decode(token);
        return runs.ByRunId(runId) switch
        {
            { IsRunning: false } => throw TemporalErrors.WorkflowCompleted(),
            { } run when run.Activities.GetValueOrDefault(scheduled) is { IsStarted: true } activity && activity.Info.Attempt == attempt => activity,
            _ => throw TemporalErrors.NotFound(Gone),
        };
    }

    private static Failure TooLarge(string message) =>
        new() { Message = message, Source = "Server", ServerFailureInfo = new() { NonRetryable = true } };
}
