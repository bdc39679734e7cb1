using System.Diagnostics;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace MusicSync.Worker.Temporal;

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
        using var scope = TraceScope.Use(TraceHeader.Read(input.Headers));
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
            base.ScheduleActivityAsync<TResult>(input with
            {
                Headers = ServedSync.Write(
                    TraceHeader.Write(input.Headers, TraceScope.Current ?? workflow._context),
                    ServedSync.Current ?? Workflow.Info.WorkflowId),
            });

        public override ContinueAsNewException CreateContinueAsNewException(CreateContinueAsNewExceptionInput input) =>
            base.CreateContinueAsNewException(
                input with { Headers = TraceHeader.Write(input.Headers, TraceScope.Current ?? workflow._context) });
    }
}
