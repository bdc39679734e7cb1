using MusicSync.EmbeddedTemporal.Tests.Flows;
using MusicSync.EmbeddedTemporal.Tests.Servers;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace MusicSync.EmbeddedTemporal.Tests.Conformance;

/// <summary>
/// The differences by design: what the stand-in has not is refused by name, before anything happens, so that nobody takes
/// it for done.
/// </summary>
public sealed class UnservedTests(TestServers servers)
{
    [Fact]
    public Task Reset() => IsRefusedAsync(bench => bench.Service.ResetWorkflowExecutionAsync(new() { Namespace = bench.Namespace }));

    [Fact]
    public Task Batch() => IsRefusedAsync(bench => bench.Service.StartBatchOperationAsync(new() { Namespace = bench.Namespace }));

    [Fact]
    public Task OtherNamespaces() => IsRefusedAsync(bench => bench.Service.RegisterNamespaceAsync(new() { Namespace = "other" }));

    [Fact]
    public Task NexusTasks() => IsRefusedAsync(bench => bench.Service.PollNexusTaskQueueAsync(new() { Namespace = bench.Namespace }));

    [Fact]
    public Task CronOfAStart() => StartIsRefusedAsync(options => options.CronSchedule = "@daily");

    [Fact]
    public Task RetryOfAWorkflow() => StartIsRefusedAsync(options => options.RetryPolicy = new() { MaximumAttempts = 3 });

    private Task StartIsRefusedAsync(Action<WorkflowOptions> change) => IsRefusedAsync(async bench =>
    {
        await bench.StartAsync((PlainFlow flow) => flow.RunAsync("wait"), change: change);
        return new StartWorkflowExecutionResponse();
    });

    private async Task IsRefusedAsync<T>(Func<Bench, Task<T>> call)
    {
        await using var bench = new Bench(await servers.ConnectAsync(Server.Embedded));

        var refused = await Assert.ThrowsAsync<RpcException>(() => call(bench));

        Assert.Equal(RpcException.StatusCode.Unimplemented, refused.Code);
        Assert.Matches("^The embedded Temporal does not have .+; use a real server for it.$", refused.Message);
    }
}
