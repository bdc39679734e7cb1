using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.LocalStack;
using MusicSync.LocalStack.Processes;
using MusicSync.LocalStack.Temporal;

namespace MusicSync.EndToEnd.Tests.Hosting;

/// <summary>What starts a service again looks at its exit code; that of a worker which died must not say that all went well.</summary>
public sealed class WorkerDeathTests
{
    [Fact]
    public async Task WorkerThatDies_EndsTheProcessWithExitCodeOne()
    {
        RequiresTemporal.OrSkip();
        using var folder = new TemporaryFolder();
        var cancellationToken = TestContext.Current.CancellationToken;
        var cli = TemporalCli.OfThisProcess.Find() ?? await SdkDownload.GetAsync();
        var addresses = StackAddresses.Take(workers: 1, temporalAddress: null);
        var definition = TemporalServer.Define(cli, addresses.Temporal, addresses.TemporalUi!, folder["temporal.db"]);
        await using var server = new SupervisedService(definition, folder["temporal.log"], TimeSpan.Zero);
        await server.StartAsync(cancellationToken);
        await using var worker = new LoneService("MusicSync.Worker", new()
        {
            ["TEMPORAL_ADDRESS"] = addresses.Temporal,
            // The server answers, so the worker begins to poll; then the server says that there is nothing to poll.
            ["TEMPORAL_NAMESPACE"] = "never-made",
            ["Logging__LogLevel__Default"] = "Critical",
        });

        var (exitCode, output) = await worker.RunToItsEndAsync(cancellationToken);

        Assert.Contains("The Temporal worker died", output, StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
    }
}
