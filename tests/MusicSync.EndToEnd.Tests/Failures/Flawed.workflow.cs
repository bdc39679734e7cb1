using Temporalio.Activities;
using Temporalio.Workflows;

namespace MusicSync.EndToEnd.Tests.Failures;

/// <summary>Has one activity, which fails as its script says.</summary>
[Workflow]
public sealed class FlawedWorkflow
{
    private readonly ActivityOptions _options = new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) };

    [WorkflowRun]
    public Task RunAsync() => Workflow.ExecuteActivityAsync((FlawedActivities activities) => activities.Run(), _options);
}

/// <summary>Throws one exception an attempt, and then succeeds.</summary>
public sealed class FlawedActivities(Queue<Exception> script)
{
    public int Attempts { get; private set; }

    [Activity("flawed")]
    public void Run()
    {
        Attempts++;
        if (script.TryDequeue(out var exception))
        {
            throw exception;
        }
    }
}
