using Temporalio.Workflows;

namespace MusicSync.EmbeddedTemporal.Tests.Flows;

/// <summary>What schedules start.</summary>
[Workflow]
public sealed class TimedFlow
{
    private bool _go;

    [WorkflowRun]
    public async Task<string> RunAsync(string kind)
    {
        await Workflow.WaitConditionAsync(() => _go || kind != "wait");
        return kind;
    }

    [WorkflowSignal("go")]
    public Task GoAsync()
    {
        _go = true;
        return Task.CompletedTask;
    }
}
