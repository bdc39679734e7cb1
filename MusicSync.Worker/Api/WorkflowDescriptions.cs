using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace MusicSync.Worker.Api;

/// <summary>Temporal's own view of a workflow, with the activities that are pending; the handle's description leaves them out.</summary>
internal sealed class WorkflowDescriptions(ITemporalClient client)
{
    /// <summary>The newest run of that workflow, or null when there is none.</summary>
    public async Task<DescribeWorkflowExecutionResponse?> FindAsync(string workflowId, RpcOptions rpc)
    {
        try
        {
            return await client.WorkflowService.DescribeWorkflowExecutionAsync(
                new() { Namespace = client.Options.Namespace, Execution = new() { WorkflowId = workflowId } }, rpc);
        }
        catch (RpcException exception) when (exception.Code == RpcException.StatusCode.NotFound)
        {
            return null;
        }
    }
}
