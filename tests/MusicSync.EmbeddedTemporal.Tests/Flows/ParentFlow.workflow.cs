using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace MusicSync.EmbeddedTemporal.Tests.Flows;

/// <summary>Workflows about others: children, and signals and cancels to strangers.</summary>
[Workflow]
public sealed class ParentFlow
{
    private bool _go;

    private static string ChildId => Workflow.Info.WorkflowId + "-child";

    private static string OtherId => Workflow.Info.WorkflowId + "-other";

    [WorkflowRun]
    public Task<string> RunAsync(string kind) => kind switch
    {
        "child" => RunChildAsync("nothing"),
        "child-fails" => RunChildAsync("fail"),
        "child-goes-on" => RunChildAsync("again"),
        "child-waits" => RunChildAsync("wait"),
        "child-late" => RunChildAsync("wait", timeout: TimeSpan.FromSeconds(1)),
        "child-signalled" => SignalChildAsync(),
        "child-cancelled" => CancelChildAsync(),
        "leave-abandoned" => LeaveChildAsync(ParentClosePolicy.Abandon),
        "leave-terminated" => LeaveChildAsync(ParentClosePolicy.Terminate),
        "leave-cancelled" => LeaveChildAsync(ParentClosePolicy.RequestCancel),
        "signal" => SignalOtherAsync(),
        "cancel" => CancelOtherAsync(),
        _ => throw new ApplicationFailureException($"no kind {kind}", nonRetryable: true),
    };

    [WorkflowSignal("go")]
    public Task GoAsync()
    {
        _go = true;
        return Task.CompletedTask;
    }

    private static Task<string> RunChildAsync(string kind, TimeSpan? timeout = null) =>
        Workflow.ExecuteChildWorkflowAsync(
            (PlainFlow flow) => flow.RunAsync(kind), new() { Id = ChildId, RunTimeout = timeout });

    private static async Task<string> SignalChildAsync()
    {
        var child = await Workflow.StartChildWorkflowAsync(
            (PlainFlow flow) => flow.RunAsync("wait"), new() { Id = ChildId });
        await child.SignalAsync(flow => flow.GoAsync());
        return await child.GetResultAsync();
    }

    private async Task<string> CancelChildAsync()
    {
        using var source = new CancellationTokenSource();
        var child = await Workflow.StartChildWorkflowAsync(
            (PlainFlow flow) => flow.RunAsync("hold"), new() { Id = ChildId, CancellationToken = source.Token });
        await Workflow.WaitConditionAsync(() => _go);
        source.Cancel();
        return await child.GetResultAsync();
    }

    private async Task<string> LeaveChildAsync(ParentClosePolicy policy)
    {
        await Workflow.StartChildWorkflowAsync(
            (PlainFlow flow) => flow.RunAsync("hold"), new() { Id = ChildId, ParentClosePolicy = policy });
        await Workflow.WaitConditionAsync(() => _go);
        return "left";
    }

    private static async Task<string> SignalOtherAsync()
    {
        await Workflow.GetExternalWorkflowHandle<PlainFlow>(OtherId).SignalAsync(flow => flow.PingAsync("x"));
        return "sent";
    }

    private static async Task<string> CancelOtherAsync()
    {
        await Workflow.GetExternalWorkflowHandle(OtherId).CancelAsync();
        return "asked";
    }
}
