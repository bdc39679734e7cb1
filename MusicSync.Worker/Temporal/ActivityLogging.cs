using Temporalio.Activities;
using Temporalio.Worker.Interceptors;

namespace MusicSync.Worker.Temporal;

/// <summary>Puts every log line of an activity into the scope of the sync it serves.</summary>
internal sealed class ActivityLogging(ILogger<ActivityLogging> logger) : IWorkerInterceptor
{
    private static readonly Func<ILogger, string, string, int, IDisposable?> Scope =
        LoggerMessage.DefineScope<string, string, int>("Sync {SyncId}, {ActivityType}, attempt {Attempt}");

    public ActivityInboundInterceptor InterceptActivity(ActivityInboundInterceptor nextInterceptor) =>
        new Inbound(nextInterceptor, logger);

    private sealed class Inbound(ActivityInboundInterceptor next, ILogger logger) : ActivityInboundInterceptor(next)
    {
        public override async Task<object?> ExecuteActivityAsync(ExecuteActivityInput input)
        {
            var info = ActivityExecutionContext.Current.Info;
            var workflowId = ServedSync.Read(input.Headers) ?? info.WorkflowId ?? "";
            using var scope = Scope(logger, SyncIds.FromWorkflow(workflowId), info.ActivityType, info.Attempt);
            return await base.ExecuteActivityAsync(input);
        }
    }
}
