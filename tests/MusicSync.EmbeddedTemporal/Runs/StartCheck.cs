using Google.Protobuf.WellKnownTypes;
using MusicSync.EmbeddedTemporal.Wire;
using Temporalio.Api.WorkflowService.V1;

namespace MusicSync.EmbeddedTemporal.Runs;

/// <summary>What a start must and must not ask for, whatever runs already.</summary>
internal static class StartCheck
{
    private const int MaxIdLength = 1000;

    /// <exception cref="Grpc.Core.RpcException">Something is missing, wrong, too large, or not served.</exception>
    public static void Check(StartWorkflowExecutionRequest request)
    {
        Require(request.WorkflowId.Length > 0, "WorkflowId is not set on request.");
        Require(
            request.WorkflowId.Length <= MaxIdLength,
            $"WorkflowId exceeds maximum allowed length ({request.WorkflowId.Length}/{MaxIdLength})");
        Require(request.WorkflowType is { Name.Length: > 0 }, "WorkflowType is not set on request.");
        Require(request.TaskQueue is not null, "taskQueue is not set");
        Require(request.TaskQueue!.Name.Length > 0, "missing task queue name");
        Require(request.RequestId.Length <= MaxIdLength, "RequestId length exceeds limit.");
        CheckTime(request.WorkflowExecutionTimeout, "WorkflowExecutionTimeoutSeconds");
        CheckTime(request.WorkflowRunTimeout, "WorkflowRunTimeoutSeconds");
        CheckTime(request.WorkflowTaskTimeout, "WorkflowTaskTimeoutSeconds");
        CheckTime(request.WorkflowStartDelay, "WorkflowStartDelaySeconds");
        if (request.CronSchedule.Length > 0 || request.RetryPolicy is not null)
        {
            throw TemporalErrors.Unimplemented("retries and cron of whole workflows");
        }

        if (request.CompletionCallbacks.Count > 0)
        {
            throw TemporalErrors.Unimplemented("completion callbacks");
        }

        SizeLimits.Check(request.Input);
        SizeLimits.Check(request.Memo);
    }

    private static void CheckTime(Duration? time, string name) => Require(
        time is null || time.ToTimeSpan() >= TimeSpan.Zero, $"An invalid {name} is set on request. cause: negative duration");

    private static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw TemporalErrors.Invalid(message);
        }
    }
}
