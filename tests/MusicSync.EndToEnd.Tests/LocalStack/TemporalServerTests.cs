using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.LocalStack;
using MusicSync.LocalStack.Processes;
using MusicSync.LocalStack.Temporal;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;

namespace MusicSync.EndToEnd.Tests.LocalStack;

public sealed class TemporalServerTests
{
    [Fact]
    public async Task Server_KeepsClosedRunsForNinetyDays_AlsoAfterItsDeath()
    {
        using var folder = new TemporaryFolder();
        var cancellationToken = TestContext.Current.CancellationToken;
        var plan = StackPlan.Make(new() { Temporal = TestRun.Temporal, DataDirectory = folder["data"] });
        var address = plan.Addresses.Temporal;
        await using var server = new SupervisedService(plan.TemporalService()!, folder["temporal.log"], TimeSpan.Zero);
        await server.StartAsync(cancellationToken);
        await TemporalServer.KeepClosedRunsAsync(address, cancellationToken);

        await server.KillAsync();
        await server.WaitUntilReadyAsync(cancellationToken);

        Assert.Equal(TimeSpan.FromDays(90), await RetentionAsync(address));
    }

    private static async Task<TimeSpan> RetentionAsync(string address)
    {
        var connection = await TemporalConnection.ConnectAsync(new(address));
        var answer = await connection.WorkflowService.DescribeNamespaceAsync(
            new DescribeNamespaceRequest { Namespace = "default" });
        return answer.Config.WorkflowExecutionRetentionTtl.ToTimeSpan();
    }
}
