using Microsoft.Extensions.Logging.Abstractions;
using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.EndToEnd.Tests.Hours;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Temporal;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Worker;

namespace MusicSync.EndToEnd.Tests.Failures;

/// <summary>What nobody has foreseen is tried five times and given up; pauses and outages are no tries.</summary>
public sealed class DefectTests
{
    private static readonly Exception Outage = new McpCallException(new(McpFailureKind.UpstreamUnavailable, "502"), cause: null);
    private static readonly Exception HostDefect = new McpCallException(new(McpFailureKind.Internal, "Internal error."), cause: null);

    [Theory(Timeout = Chaos.Hung)]
    [SkippingData]
    [Failure(ActivityFailureTypes.Defect)]
    public async Task UnknownException_IsTriedFiveTimes_AndGivenUp(SkippingServer server)
    {
        var (attempts, failure) = await RunAsync(server, Enumerable.Repeat<Exception>(new KeyNotFoundException("secret"), 10));

        Assert.Equal(5, attempts);
        Assert.Equal(ActivityFailureTypes.Defect, failure?.ErrorType);
        Assert.Contains("Internal error in flawed (KeyNotFoundException)", failure?.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure?.Message, StringComparison.Ordinal);
    }

    [Theory(Timeout = Chaos.Hung)]
    [SkippingData]
    [Failure(McpFailureKind.Internal, ActivityFailureTypes.McpInternalError)]
    public async Task OutagesBetweenDefects_AreNoAttempts(SkippingServer server)
    {
        Exception[] script =
        [
            Outage, Outage, Outage, Outage, Outage, HostDefect, Outage, HostDefect, HostDefect, Outage, Outage, HostDefect, HostDefect,
        ];
        var (attempts, failure) = await RunAsync(server, script);

        Assert.Equal(script.Length, attempts);
        Assert.Equal(ActivityFailureTypes.McpInternalError, failure?.ErrorType);
    }

    [Theory(Timeout = Chaos.Hung)]
    [SkippingData]
    public async Task PassingDefectAfterManyOutages_IsRepeated(SkippingServer server)
    {
        var (attempts, failure) = await RunAsync(server, [Outage, Outage, Outage, Outage, Outage, Outage, HostDefect]);

        Assert.Equal(8, attempts);
        Assert.Null(failure);
    }

    /// <summary>Runs an activity that fails as the script says, and then succeeds.</summary>
    private static async Task<(int Attempts, ApplicationFailureException? Failure)> RunAsync(
        SkippingServer server, IEnumerable<Exception> script)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var temporal = await SkippingTime.StartAsync(server);
        var flawed = new FlawedActivities(new Queue<Exception>(script));
        var stops = new CallStops(new PauseOptions().At(1), TimeProvider.System);
        var options = new TemporalWorkerOptions("defects")
        {
            Interceptors = [new ActivityFailureInterceptor(stops, NullLogger<ActivityFailureInterceptor>.Instance)],
        };
        using var worker = new TemporalWorker(
            temporal.Client, options.AddWorkflow<FlawedWorkflow>().AddAllActivities(flawed));
        return await worker.ExecuteAsync(
            async () =>
            {
                try
                {
                    await temporal.Client.ExecuteWorkflowAsync(
                        (FlawedWorkflow workflow) => workflow.RunAsync(), new(id: "flawed", taskQueue: "defects"));
                    return (flawed.Attempts, null);
                }
                catch (WorkflowFailedException failed)
                {
                    return (flawed.Attempts, failed.InnerException?.InnerException as ApplicationFailureException);
                }
            },
            cancellationToken);
    }
}
