using MusicSync.EmbeddedTemporal.Tests.Servers;

namespace MusicSync.EmbeddedTemporal.Tests.Conformance;

/// <summary>What clients and workers ask a server before they begin.</summary>
public sealed class NamespaceTests(TestServers servers) : ConformanceTests(servers)
{
    [Theory, OnBothServers]
    public Task Health_IsServing(Server server) => RunOnWireAsync(server, async bench =>
        bench.Say("serving", await bench.Client.Connection.CheckHealthAsync()));

    [Theory, OnBothServers]
    public Task Namespace_IsDescribed(Server server) => RunOnWireAsync(server, async bench =>
    {
        var description = await bench.Service.DescribeNamespaceAsync(new() { Namespace = "default" });
        bench.Say("name", description.NamespaceInfo.Name);
        bench.Say("state", description.NamespaceInfo.State);
        bench.Say("payload limit", description.NamespaceInfo.Limits?.BlobSizeLimitError);
        bench.Say("memo limit", description.NamespaceInfo.Limits?.MemoSizeLimitError);
        bench.Say("sync updates", description.NamespaceInfo.Capabilities?.SyncUpdate);
        bench.Say("async updates", description.NamespaceInfo.Capabilities?.AsyncUpdate);
        await bench.SayAsync("elsewhere", async () =>
            (await bench.Service.DescribeNamespaceAsync(new() { Namespace = "elsewhere" })).NamespaceInfo.Name);
    });

    [Theory, OnBothServers]
    public Task Retention_IsChanged(Server server) => RunOnWireAsync(server, async bench =>
    {
        var answer = await bench.Service.UpdateNamespaceAsync(new()
        {
            Namespace = "default",
            Config = new() { WorkflowExecutionRetentionTtl = new() { Seconds = 90 * 24 * 3600 } },
        });
        bench.Say("answered", answer.Config.WorkflowExecutionRetentionTtl.ToTimeSpan().TotalDays);
        var description = await bench.Service.DescribeNamespaceAsync(new() { Namespace = "default" });
        bench.Say("described", description.Config.WorkflowExecutionRetentionTtl.ToTimeSpan().TotalDays);
    });

    [Theory, OnBothServers]
    public Task System_SaysWhatItCan(Server server) => RunOnWireAsync(server, async bench =>
    {
        var can = (await bench.Service.GetSystemInfoAsync(new())).Capabilities;
        bench.Say("queries may fail with a message", can.InternalErrorDifferentiation);
        bench.Say("activity failures include heartbeats", can.ActivityFailureIncludeHeartbeat);
        bench.Say("signals and queries have headers", can.SignalAndQueryHeader);
        bench.Say("encoded failures", can.EncodedFailureAttributes);
        bench.Say("sdk metadata", can.SdkMetadata);
    });
}
