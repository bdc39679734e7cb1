using MusicSync.EmbeddedTemporal.Tests.Flows;
using MusicSync.EmbeddedTemporal.Tests.Servers;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;

namespace MusicSync.EmbeddedTemporal.Tests.Conformance;

/// <summary>Starting a workflow: ids and their policies, repeats, and requests that are refused.</summary>
public sealed class StartTests(TestServers servers) : ConformanceTests(servers)
{
    [Theory, OnBothServers]
    public Task Id_OfARunningWorkflow(Server server) => RunOnWireAsync(server, async bench =>
    {
        await StartAsync(bench);
        await SayStartAsync(bench, "fail");
        await SayStartAsync(bench, "use existing", options =>
            options.IdConflictPolicy = WorkflowIdConflictPolicy.UseExisting);
        await SayStartAsync(bench, "terminate existing", options =>
            options.IdConflictPolicy = WorkflowIdConflictPolicy.TerminateExisting);
    });

    [Theory, OnBothServers]
    public Task Id_WhoseWorkflowIsTerminated(Server server) => RunOnWireAsync(server, async bench =>
    {
        var first = await StartAsync(bench);
        await SayStartAsync(bench, "terminate existing", options =>
            options.IdConflictPolicy = WorkflowIdConflictPolicy.TerminateExisting);
        await bench.SayHistoryAsync(bench.Client.GetWorkflowHandle(first.Id, first.FirstExecutionRunId));
    });

    [Theory, OnBothServers]
    public Task Id_OfACompletedWorkflow(Server server) => RunAsync(server, async bench =>
    {
        await (await bench.StartAsync((PlainFlow flow) => flow.RunAsync("nothing"))).GetResultAsync();
        foreach (var policy in new[]
        {
            WorkflowIdReusePolicy.RejectDuplicate,
            WorkflowIdReusePolicy.AllowDuplicateFailedOnly,
            WorkflowIdReusePolicy.AllowDuplicate,
        })
        {
            await SayStartAsync(bench, $"{policy}", options => options.IdReusePolicy = policy);
        }
    });

    [Theory, OnBothServers]
    public Task Id_OfAFailedWorkflow(Server server) => RunAsync(server, async bench =>
    {
        var failed = await bench.StartAsync((PlainFlow flow) => flow.RunAsync("fail"));
        await bench.SayAsync("result", () => failed.GetResultAsync());
        foreach (var policy in new[]
        {
            WorkflowIdReusePolicy.RejectDuplicate,
            WorkflowIdReusePolicy.AllowDuplicateFailedOnly,
        })
        {
            await SayStartAsync(bench, $"{policy}", options => options.IdReusePolicy = policy);
        }
    });

    [Theory, OnBothServers]
    public Task Request_ThatIsRepeated_FindsItsRun(Server server) => RunOnWireAsync(server, async bench =>
    {
        var request = Request(bench);
        var first = await bench.Service.StartWorkflowExecutionAsync(request);
        var second = await bench.Service.StartWorkflowExecutionAsync(request);
        bench.Say("started", first.Started);
        bench.Say("status", first.Status);
        bench.Say("same run", first.RunId == second.RunId);
        bench.Say("repeat started", second.Started);
        await bench.SayHistoryAsync(bench.Client.GetWorkflowHandle(bench.Id("w")));
    });

    [Theory, OnBothServers]
    public Task Request_ThatIsIncomplete(Server server) => RunOnWireAsync(server, async bench =>
    {
        await RefusedAsync(bench, "no id", request => request.WorkflowId = "");
        await RefusedAsync(bench, "long id", request => request.WorkflowId = new string('i', 1_001));
        await RefusedAsync(bench, "no type", request => request.WorkflowType = null);
        await RefusedAsync(bench, "no queue", request => request.TaskQueue = null);
        await RefusedAsync(bench, "no request id", request => request.RequestId = new string('r', 1_001));
        await RefusedAsync(bench, "no namespace", request => request.Namespace = "");
        await RefusedAsync(bench, "other namespace", request => request.Namespace = "elsewhere");
        await RefusedAsync(bench, "negative timeout", request => request.WorkflowRunTimeout = new() { Seconds = -1 });
    });

    [Theory, OnBothServers]
    public Task Input_Above2Megabytes(Server server) => RunOnWireAsync(server, async bench =>
    {
        await RefusedAsync(bench, "input", request => request.Input = Big(2_200_000));
        await RefusedAsync(bench, "memo", request => request.Memo = new() { Fields = { ["m"] = Big(2_200_000).Payloads_[0] } });
    });

    [Theory, OnBothServers]
    public Task Options_FillTheStartedEvent(Server server) => RunOnWireAsync(server, async bench =>
    {
        var handle = await StartAsync(bench, options =>
        {
            options.ExecutionTimeout = TimeSpan.FromHours(2);
            options.RunTimeout = TimeSpan.FromHours(3);
            options.TaskTimeout = TimeSpan.FromSeconds(7);
            options.Memo = new Dictionary<string, object> { ["b"] = 1, ["a"] = 2 };
        });
        await bench.SayHistoryAsync(handle);
    });

    private static Temporalio.Api.Common.V1.Payloads Big(int bytes) => new()
    {
        Payloads_ =
        {
            new Temporalio.Api.Common.V1.Payload
            {
                Metadata = { ["encoding"] = Google.Protobuf.ByteString.CopyFromUtf8("binary/plain") },
                Data = Google.Protobuf.ByteString.CopyFrom(new byte[bytes]),
            },
        },
    };

    private static StartWorkflowExecutionRequest Request(Bench bench) => new()
    {
        Namespace = bench.Namespace,
        WorkflowId = bench.Id("w"),
        WorkflowType = new() { Name = nameof(PlainFlow) },
        TaskQueue = new() { Name = bench.Queue },
        RequestId = Guid.NewGuid().ToString(),
    };

    private static async Task RefusedAsync(Bench bench, string what, Action<StartWorkflowExecutionRequest> spoil)
    {
        var request = Request(bench);
        spoil(request);
        await bench.SayAsync(what, async () => (await bench.Service.StartWorkflowExecutionAsync(request)).Status);
    }

    private static Task SayStartAsync(Bench bench, string what, Action<WorkflowOptions>? change = null) =>
        bench.SayAsync(what, async () =>
        {
            await StartAsync(bench, change);
            return "started";
        });

    private static async Task<WorkflowHandle> StartAsync(Bench bench, Action<WorkflowOptions>? change = null) =>
        await bench.StartAsync((PlainFlow flow) => flow.RunAsync("wait"), change: change);
}
