using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Namespace.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;

namespace MusicSync.AppHost.Temporal;

/// <summary>How long closed runs are kept: they are the only store of a sync, and the default is a day.</summary>
internal static class TemporalRetention
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    public static async Task<TemporalConnection> ConnectAsync(
        this ITemporalResource temporal, CancellationToken cancellationToken)
    {
        var address = await temporal.GetConnectionStringAsync(cancellationToken);
        var connecting = TemporalConnection.ConnectAsync(new TemporalConnectionOptions(address!));
        return await connecting.WaitAsync(cancellationToken);
    }

    public static async Task ApplyAsync(ITemporalResource temporal, CancellationToken cancellationToken)
    {
        var connection = await temporal.ConnectAsync(cancellationToken);
        var request = new UpdateNamespaceRequest
        {
            Namespace = TemporalDevServer.Namespace,
            Config = new NamespaceConfig { WorkflowExecutionRetentionTtl = Duration.FromTimeSpan(Kept) },
        };
        await connection.WorkflowService.UpdateNamespaceAsync(
            request, new RpcOptions { CancellationToken = cancellationToken });
    }
}
