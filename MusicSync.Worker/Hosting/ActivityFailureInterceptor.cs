using MusicSync.Worker.Mcp;
using Temporalio.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Exceptions;
using Temporalio.Worker.Interceptors;

namespace MusicSync.Worker.Hosting;

/// <summary>The one place where what an activity lets through becomes a Temporal failure.</summary>
internal sealed class ActivityFailureInterceptor(CallStops stops) : IWorkerInterceptor
{
    public ActivityInboundInterceptor InterceptActivity(ActivityInboundInterceptor nextInterceptor) =>
        new Inbound(nextInterceptor, stops);

    private sealed class Inbound(ActivityInboundInterceptor next, CallStops stops) : ActivityInboundInterceptor(next)
    {
        public override async Task<object?> ExecuteActivityAsync(ExecuteActivityInput input)
        {
            var context = ActivityExecutionContext.Current;
            try
            {
                return await base.ExecuteActivityAsync(input);
            }
            catch (McpCallException exception)
            {
                throw stops.Of(exception.Failure) is { } stop
                    ? stop.ToFailure()
                    : McpActivityFailures.From(exception.Failure, context.Info.Attempt);
            }
            catch (OperationCanceledException) when (context.WorkerShutdownToken.IsCancellationRequested
                && !context.CancellationToken.IsCancellationRequested)
            {
                // The attempt ends here and is taken up at once by another worker, or by this one after its restart.
                throw new ApplicationFailureException(
                    "The worker is shutting down.",
                    ActivityFailureTypes.WorkerShutdown,
                    category: ApplicationErrorCategory.Benign);
            }
        }
    }
}
