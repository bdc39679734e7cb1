using System.Diagnostics;
using MusicSync.ServiceDefaults;
using Temporalio.Activities;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Client.Interceptors;
using Temporalio.Exceptions;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace MusicSync.Worker.Temporal;

/// <summary>
/// One trace over client, workflow and activity. Workflow spans have no length and are written only when not replaying,
/// since .NET cannot resume a span on another worker.
/// </summary>
internal sealed class TracingInterceptor : IClientInterceptor, IWorkerInterceptor
{
    internal static readonly ActivitySource Source = new(TelemetrySources.Temporal);

    public ClientOutboundInterceptor InterceptClient(ClientOutboundInterceptor nextInterceptor) =>
        new ClientOutbound(nextInterceptor);

    public WorkflowInboundInterceptor InterceptWorkflow(WorkflowInboundInterceptor nextInterceptor) =>
        new WorkflowTracing(nextInterceptor);

    public ActivityInboundInterceptor InterceptActivity(ActivityInboundInterceptor nextInterceptor) =>
        new ActivityTracing(nextInterceptor);

    private sealed class ClientOutbound(ClientOutboundInterceptor next) : ClientOutboundInterceptor(next)
    {
        public override async Task<WorkflowHandle<TWorkflow, TResult>> StartWorkflowAsync<TWorkflow, TResult>(
            StartWorkflowInput input)
        {
            using var span = StartSpan($"StartWorkflow:{input.Workflow}", input.Options.Id);
            return await base.StartWorkflowAsync<TWorkflow, TResult>(
                input with { Headers = TraceHeader.Write(input.Headers, span?.Context) });
        }

        public override async Task<WorkflowUpdateHandle<TResult>> StartUpdateWithStartWorkflowAsync<TResult>(
            StartUpdateWithStartWorkflowInput input)
        {
            using var span = StartSpan($"UpdateWithStartWorkflow:{input.Update}", input.Options.StartWorkflowOperation?.Options.Id);
            return await base.StartUpdateWithStartWorkflowAsync<TResult>(
                input with { Headers = TraceHeader.Write(input.Headers, span?.Context) });
        }

        public override async Task SignalWorkflowAsync(SignalWorkflowInput input)
        {
            using var span = StartSpan($"SignalWorkflow:{input.Signal}", input.Id);
            await base.SignalWorkflowAsync(input with { Headers = TraceHeader.Write(input.Headers, span?.Context) });
        }

        private static Activity? StartSpan(string name, string? workflowId)
        {
            var span = Source.StartActivity(name, ActivityKind.Client);
            span?.SetTag("temporalWorkflowID", workflowId);
            return span;
        }
    }
}

/// <summary>The workflow's part of the trace: hands the context of whoever started it on to its activities.</summary>
internal sealed class WorkflowTracing(WorkflowInboundInterceptor next) : WorkflowInboundInterceptor(next)
{
    private ActivityContext? _context;

    public override void Init(WorkflowOutboundInterceptor outbound) => base.Init(new Outbound(outbound, this));

    public override async Task<object?> ExecuteWorkflowAsync(ExecuteWorkflowInput input)
    {
        var info = Workflow.Info;
        _context = Mark($"RunWorkflow:{info.WorkflowType}", TraceHeader.Read(Workflow.Info.Headers));
        using var lines = StandIn(_context);
        return await base.ExecuteWorkflowAsync(input);
    }

    public override async Task<object?> HandleUpdateAsync(HandleUpdateInput input)
    {
        using var scope = CurrentSync.UseTrace(TraceHeader.Read(input.Headers));
        return await base.HandleUpdateAsync(input);
    }

    /// <summary>Writes a span without length; on replay it exists already and the parent stands in for it.</summary>
    private static ActivityContext? Mark(string name, ActivityContext? parent)
    {
        if (Workflow.Unsafe.IsReplaying || parent is null)
        {
            return parent;
        }

        using var span = TracingInterceptor.Source.StartActivity(name, ActivityKind.Server, parent.Value);
        span?.SetTag("temporalWorkflowID", Workflow.Info.WorkflowId);
        span?.SetTag("temporalRunID", Workflow.Info.RunId);
        return span?.Context ?? parent;
    }

    // Log lines take their trace from the current span; this one is of no source, so nobody records it.
    private static Activity? StandIn(ActivityContext? context) => context is { } span
        ? new Activity("workflow").SetParentId(span.TraceId, span.SpanId, span.TraceFlags).Start()
        : null;

    private sealed class Outbound(WorkflowOutboundInterceptor next, WorkflowTracing workflow)
        : WorkflowOutboundInterceptor(next)
    {
        public override Task<TResult> ScheduleActivityAsync<TResult>(ScheduleActivityInput input) =>
            base.ScheduleActivityAsync<TResult>(input with { Headers = Carry(input.Headers) });

        public override Task<TResult> ScheduleLocalActivityAsync<TResult>(ScheduleLocalActivityInput input) =>
            base.ScheduleLocalActivityAsync<TResult>(input with { Headers = Carry(input.Headers) });

        public override ContinueAsNewException CreateContinueAsNewException(CreateContinueAsNewExceptionInput input) =>
            base.CreateContinueAsNewException(
                input with { Headers = TraceHeader.Write(input.Headers, CurrentSync.Trace ?? workflow._context) });

        private IDictionary<string, Payload> Carry(IDictionary<string, Payload>? headers) => CurrentSync.Write(
            TraceHeader.Write(headers, CurrentSync.Trace ?? workflow._context), CurrentSync.WorkflowId ?? Workflow.Info.WorkflowId);
    }
}

/// <summary>A span around each activity attempt, under the workflow that scheduled it.</summary>
internal sealed class ActivityTracing(ActivityInboundInterceptor next) : ActivityInboundInterceptor(next)
{
    public override async Task<object?> ExecuteActivityAsync(ExecuteActivityInput input)
    {
        var info = ActivityExecutionContext.Current.Info;
        using var span = TracingInterceptor.Source.StartActivity(
            $"RunActivity:{info.ActivityType}", ActivityKind.Server, TraceHeader.Read(input.Headers) ?? default);
        span?.SetTag("temporalWorkflowID", info.WorkflowId);
        span?.SetTag("temporalRunID", info.WorkflowRunId);
        span?.SetTag("temporalActivityID", info.ActivityId);
        span?.SetTag("temporalActivityAttempt", info.Attempt);
        try
        {
            return await base.ExecuteActivityAsync(input);
        }
        catch (Exception exception)
        {
            // A benign failure is a pause, not an error: a trace full of red pauses hides the real ones.
            if (exception is not ApplicationFailureException { Category: ApplicationErrorCategory.Benign })
            {
                span?.SetStatus(ActivityStatusCode.Error, exception.Message);
            }

            throw;
        }
    }
}

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
            var workflowId = CurrentSync.Read(input.Headers) ?? info.WorkflowId ?? "";
            using var scope = Scope(logger, SyncIds.FromWorkflow(workflowId), info.ActivityType, info.Attempt);
            return await base.ExecuteActivityAsync(input);
        }
    }
}
