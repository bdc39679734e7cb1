using System.Globalization;
using MusicSync.LocalStack;
using Temporalio.Api.History.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;

namespace MusicSync.EndToEnd.Tests.Durability;

/// <summary>What Temporal knows about a workflow: the activities it ran, and who runs one now.</summary>
internal sealed class WorkflowHistory(string temporal, string workflow)
{
    private const string Namespace = "default";

    /// <summary>Types of all activities that were ever scheduled, in order.</summary>
    public async Task<IReadOnlyList<string>> ActivitiesAsync() => Types(await EventsAsync());

    /// <summary>Types of the activities that were scheduled after the workflow took an update of this name.</summary>
    public async Task<IReadOnlyList<string>> ActivitiesAfterUpdateAsync(string update)
    {
        var events = await EventsAsync();
        var taken = events.ToList().FindIndex(item => Takes(item, update));
        Assert.NotEqual(-1, taken);
        return Types(events.Skip(taken));
    }

    /// <summary>Types of the activities that were scheduled before the workflow got the newest signal of this name.</summary>
    public async Task<IReadOnlyList<string>> ActivitiesBeforeLastSignalAsync(string signal)
    {
        var events = await EventsAsync();
        var got = events.ToList().FindLastIndex(item => item.WorkflowExecutionSignaledEventAttributes?.SignalName == signal);
        Assert.NotEqual(-1, got);
        return Types(events.Take(got));
    }

    /// <summary>The highest attempt of any activity.</summary>
    public async Task<int> MaxAttemptsAsync() =>
        (await EventsAsync()).Max(item => item.ActivityTaskStartedEventAttributes?.Attempt ?? 0);

    /// <summary>The activity of this type that is not over yet, or null.</summary>
    public async Task<PendingActivityInfo?> PendingAsync(string type)
    {
        var client = await ConnectAsync();
        var description = await client.WorkflowService.DescribeWorkflowExecutionAsync(new DescribeWorkflowExecutionRequest
        {
            Namespace = Namespace,
            Execution = new Temporalio.Api.Common.V1.WorkflowExecution { WorkflowId = workflow },
        });
        return description.PendingActivities.FirstOrDefault(pending => pending.ActivityType.Name == type);
    }

    /// <summary>The worker that has the activity of this type in hand; its identity starts with its process id.</summary>
    public async Task<string> HolderAsync(RunningStack stack, string type)
    {
        var identity = (await PendingAsync(type))?.LastWorkerIdentity
            ?? throw new InvalidOperationException($"No {type} is in hand.");
        var pid = int.Parse(identity.Split('@')[0], CultureInfo.InvariantCulture);
        return stack.Services.First(service => stack.Pid(service) == pid);
    }

    /// <summary>How many runs it has had, each going on as new from the one before.</summary>
    public async Task<int> RunsAsync() =>
        (await EventsAsync()).Count(item => item.WorkflowExecutionStartedEventAttributes is not null);

    /// <summary>Events of the newest run and of those it went on from, oldest first.</summary>
    public async Task<IReadOnlyList<HistoryEvent>> EventsAsync()
    {
        var client = await ConnectAsync();
        var events = new List<HistoryEvent>();
        for (string? run = null; run is not "";)
        {
            var history = await client.GetWorkflowHandle(workflow, runId: run).FetchHistoryAsync();
            events.InsertRange(0, history.Events);
            run = history.Events.First().WorkflowExecutionStartedEventAttributes.ContinuedExecutionRunId;
        }

        return events;
    }

    private static bool Takes(HistoryEvent item, string update) =>
        item.WorkflowExecutionUpdateAcceptedEventAttributes?.AcceptedRequest?.Input.Name == update;

    private static IReadOnlyList<string> Types(IEnumerable<HistoryEvent> events) => [.. events
        .Select(item => item.ActivityTaskScheduledEventAttributes?.ActivityType.Name)
        .OfType<string>()];

    private Task<TemporalClient> ConnectAsync() => TemporalClient.ConnectAsync(new(temporal));
}
