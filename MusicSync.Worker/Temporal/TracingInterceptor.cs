using System.Diagnostics;
using MusicSync.ServiceDefaults;
using Temporalio.Client;
using Temporalio.Client.Interceptors;
using Temporalio.Worker.Interceptors;

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
