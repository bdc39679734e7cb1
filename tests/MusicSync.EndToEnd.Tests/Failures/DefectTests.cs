using Microsoft.Extensions.Logging.Abstractions;
using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.EndToEnd.Tests.Hours;
using MusicSync.Worker.Hosting;
using MusicSync.Worker.Mcp;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Worker;

namespace MusicSync.EndToEnd.Tests.Failures;

/// <summary>What nobody has foreseen is tried five times and given up; pauses and outages are no tries.</summary>
public sealed class DefectTests
{
    private static readonly Exception Outage = new McpCallException(new(McpFailureKind.UpstreamUnavailable, "502"), cause: null);
    private static readonly Exception HostDefect = new McpCallException(new(McpFailureKind.Internal, "Internal error."), cause: null);

    [Fact(Timeout = Chaos.Hung)]
    [Failure(ActivityFailureTypes.Defect)]
    public async Task UnknownException_IsTriedFiveTimes_AndGivenUp()
    {
        var (attempts, failure) = await RunAsync(Enumerable.Repeat<Exception>(new KeyNotFoundException("secret"), 10));

        Assert.Equal(5, attempts);
        Assert.Equal(ActivityFailureTypes.Defect, failure?.ErrorType);
        Assert.Contains("Internal error in flawed (KeyNotFoundException)", failure?.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure?.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = Chaos.Hung)]
    [Failure(McpFailureKind.Internal, ActivityFailureTypes.McpInternalError)]
    public async Task OutagesBetweenDefects_AreNoAttempts()
    {
        Exception[] script =
        [
            Outage, Outage, Outage, Outage, Outage, HostDefect, Outage, HostDefect, HostDefect, Outage, Outage, HostDefect, HostDefect,
        ];
        var (attempts, failure) = await RunAsync(script);

        Assert.Equal(script.Length, attempts);
        Assert.Equal(ActivityFailureTypes.McpInternalError, failure?.ErrorType);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task PassingDefectAfterManyOutages_IsRepeated()
    {
        var (attempts, failure) = await RunAsync([Outage, Outage, Outage, Outage, Outage, Outage, HostDefect]);

        Assert.Equal(8, attempts);
        Assert.Null(failure);
    }

    /// <summary>Runs an activity that fails as the script says, and then succeeds.</summary>
    private static async Task<(int Attempts, ApplicationFailureException? Failure)> RunAsync(IEnumerable<Exception> script)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var temporal = await TestServer.StartOrSkipAsync(new SkippingClock());
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
