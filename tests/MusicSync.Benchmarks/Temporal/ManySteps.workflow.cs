using Temporalio.Activities;
using Temporalio.Workflows;

namespace MusicSync.Benchmarks.Temporal;

/// <summary>A workflow of small activities, one after another: what it costs is the server's.</summary>
[Workflow]
public sealed class ManySteps
{
    /// <summary>Runs that many activities.</summary>
    /// <param name="steps">Their number.</param>
    /// <returns>Done when all are.</returns>
    [WorkflowRun]
    public async Task RunAsync(int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            await Workflow.ExecuteActivityAsync(() => Step(step), new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) });
        }
    }

    /// <summary>Does nothing.</summary>
    /// <param name="step">Its number.</param>
    /// <returns>The number.</returns>
    [Activity]
    public static int Step(int step) => step;
}
