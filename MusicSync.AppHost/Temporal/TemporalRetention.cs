using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Namespace.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;

namespace MusicSync.AppHost.Temporal;

/// <summary>How long closed runs are kept. They are the only place where a sync is stored, and the default is a day.</summary>
internal static class TemporalRetention
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    public static async Task<TemporalConnection> ConnectAsync(
        this ITemporalResource temporal, CancellationToken cancellationToken)
    {
        var address = await temporal.GetConnectionStringAsync(cancellationToken);
        return await TemporalConnection.ConnectAsync(new TemporalConnectionOptions(address!)).WaitAsync(cancellationToken);
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
