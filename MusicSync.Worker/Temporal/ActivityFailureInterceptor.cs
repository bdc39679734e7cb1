using System.Diagnostics;
using MusicSync.Worker.Mcp;
using Temporalio.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Worker.Interceptors;

namespace MusicSync.Worker.Temporal;

/// <summary>The one place where what an activity lets through becomes a Temporal failure.</summary>
internal sealed partial class ActivityFailureInterceptor(CallStops stops, ILogger<ActivityFailureInterceptor> logger)
    : IWorkerInterceptor
{
    public ActivityInboundInterceptor InterceptActivity(ActivityInboundInterceptor nextInterceptor) =>
        new Inbound(nextInterceptor, stops, logger);

    private sealed class Inbound(ActivityInboundInterceptor next, CallStops stops, ILogger logger) : ActivityInboundInterceptor(next)
    {
        // The failure waits for it; without an answer the defects before this one are not counted.
        private static readonly TimeSpan CountDeadline = TimeSpan.FromSeconds(2);

        public override async Task<object?> ExecuteActivityAsync(ExecuteActivityInput input)
        {
            var context = ActivityExecutionContext.Current;
            try
            {
                return await base.ExecuteActivityAsync(input);
            }
            catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
            {
                throw;
            }
            catch (OperationCanceledException) when (context.WorkerShutdownToken.IsCancellationRequested)
            {
                // The attempt ends here and is taken up at once by another worker, or by this one after its restart.
                throw new ApplicationFailureException(
                    "The worker is shutting down.",
                    ActivityFailureTypes.WorkerShutdown,
                    details: await CarriedAsync(context),
                    category: ApplicationErrorCategory.Benign);
            }
            catch (McpCallException exception) when (stops.Of(exception.Failure) is { } stop)
            {
                throw stop.ToFailure();
            }
            catch (McpCallException exception) when (McpActivityFailures.Known(exception.Failure) is { } failure)
            {
                throw failure.NonRetryable ? failure : McpActivityFailures.With(failure, await CarriedAsync(context));
            }
            catch (Exception exception) when (Defects.Is(exception))
            {
                var traceId = (Activity.Current?.Context ?? TraceHeader.Read(input.Headers))?.TraceId.ToHexString();
                var count = await CountAsync(context) + 1;
                Log.Defect(logger, context.Info.ActivityType, count, Defects.Attempts, exception);
                throw Defects.Failure(exception, context.Info.ActivityType, traceId, count);
            }
        }

        private async Task<DefectCount[]> CarriedAsync(ActivityExecutionContext context) =>
            await CountAsync(context) is > 0 and var count ? [new DefectCount(count)] : [];

        /// <summary>
        /// Attempts before this one that ended in a defect. An activity is not told how its last attempt failed, and its
        /// heartbeat details are its own (a write's intent among them), so the last failure is read from Temporal.
        /// </summary>
        private async Task<int> CountAsync(ActivityExecutionContext context)
        {
            var info = context.Info;
            if (info.Attempt == 1)
            {
                return 0;
            }

            try
            {
                var workflow = new DescribeWorkflowExecutionRequest
                {
                    Namespace = info.Namespace,
                    Execution = new() { WorkflowId = info.WorkflowId, RunId = info.WorkflowRunId },
                };
                var described = await context.TemporalClient.WorkflowService.DescribeWorkflowExecutionAsync(
                    workflow, new() { Timeout = CountDeadline });
                var pending = described.PendingActivities.FirstOrDefault(activity => activity.ActivityId == info.ActivityId);
                return pending?.LastFailure?.ApplicationFailureInfo?.Details?.Payloads_ is [var detail]
                    ? (await context.TemporalClient.Options.DataConverter.ToValueAsync<DefectCount>(detail)).Defects
                    : 0;
            }
            catch (Exception exception) when (exception is RpcException or RpcTimeoutOrCanceledException)
            {
                Log.NotCounted(logger, info.ActivityType, exception.Message);
                return 0;
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Internal error in {ActivityType}, for the {Count}. time of {Attempts}")]
        public static partial void Defect(ILogger logger, string activityType, int count, int attempts, Exception exception);

        [LoggerMessage(LogLevel.Warning, "How often {ActivityType} met a defect before is not known: {Reason}")]
        public static partial void NotCounted(ILogger logger, string activityType, string reason);
    }
}
