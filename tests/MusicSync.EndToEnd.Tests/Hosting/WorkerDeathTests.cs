using MusicSync.EndToEnd.Tests.Fixtures;

namespace MusicSync.EndToEnd.Tests.Hosting;

/// <summary>What starts a service again looks at its exit code; that of a worker which died must not say that all went well.</summary>
public sealed class WorkerDeathTests(LoneTemporal temporal) : IClassFixture<LoneTemporal>
{
    [Fact]
    public async Task WorkerThatDies_EndsTheProcessWithExitCodeOne()
    {
        await using var worker = new LoneService("MusicSync.Worker", new()
        {
            ["TEMPORAL_ADDRESS"] = temporal.Address,
            // The server answers, so the worker begins to poll; then the server says that there is nothing to poll.
            ["TEMPORAL_NAMESPACE"] = "never-made",
            ["Logging__LogLevel__Default"] = "Critical",
        });

        var (exitCode, output) = await worker.RunToItsEndAsync(TestContext.Current.CancellationToken);

        Assert.Contains("The Temporal worker died", output, StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
    }
}
