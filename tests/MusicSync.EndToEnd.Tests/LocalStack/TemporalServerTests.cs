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
    public async Task DevServer_KeepsClosedRunsForNinetyDays_AlsoAfterItsDeath()
    {
        RequiresTemporal.OrSkip();
        using var folder = new TemporaryFolder();
        var cancellationToken = TestContext.Current.CancellationToken;
        var cli = TemporalCli.OfThisProcess.Find() ?? await SdkDownload.GetAsync();
        var addresses = StackAddresses.Take(workers: 1, temporalAddress: null);
        var definition = TemporalServer.Define(cli, addresses.Temporal, addresses.TemporalUi!, folder["temporal.db"]);
        await using var server = new SupervisedService(definition, folder["temporal.log"], TimeSpan.Zero);
        await server.StartAsync(cancellationToken);
        await TemporalServer.KeepClosedRunsAsync(cli, addresses.Temporal, cancellationToken);

        await server.KillAsync();
        await server.WaitUntilReadyAsync(cancellationToken);

        Assert.Equal(TimeSpan.FromDays(90), await RetentionAsync(addresses.Temporal));
    }

    private static async Task<TimeSpan> RetentionAsync(string address)
    {
        var connection = await TemporalConnection.ConnectAsync(new(address));
        var answer = await connection.WorkflowService.DescribeNamespaceAsync(
            new DescribeNamespaceRequest { Namespace = "default" });
        return answer.Config.WorkflowExecutionRetentionTtl.ToTimeSpan();
    }
}
