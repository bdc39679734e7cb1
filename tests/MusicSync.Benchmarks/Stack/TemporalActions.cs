using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Client;

namespace MusicSync.Benchmarks.Stack;

/// <summary>
/// Counts billable Actions (docs.temporal.io/cloud/actions) from histories: starts, activities with their retries, local activities, timers,
/// signals, updates, memo changes. Heartbeats stand in no history: one direct one a write is counted, and for activities
/// over 3 s as many as the SDK's throttle lets through.
/// </summary>
internal static class TemporalActions
{
    private static readonly TimeSpan FirstHeartbeat = TimeSpan.FromSeconds(3);
    private const double Throttle = 0.8;

    // All local activities of one workflow task are one action.
    private const string LocalActivity = "core_local_activity";

    /// <summary>Actions of all workflows of the namespace.</summary>
    public static async Task<int> CountAsync(string address)
    {
        var client = await TemporalClient.ConnectAsync(new(address));
        var actions = 0;
        await foreach (var workflow in client.ListWorkflowsAsync("ExecutionStatus != 'Terminated'"))
        {
            var history = await client.GetWorkflowHandle(workflow.Id, workflow.RunId).FetchHistoryAsync();
            actions += Count(history.Events);
        }

        return actions;
    }

    private static int Count(IEnumerable<HistoryEvent> events)
    {
        var scheduled = new Dictionary<long, ActivityTaskScheduledEventAttributes>();
        var started = new Dictionary<long, DateTime>();
        var withLocalActivities = new HashSet<long>();
        var actions = 0;
        foreach (var happened in events)
        {
            switch (happened.EventType)
            {
                case EventType.WorkflowExecutionStarted or EventType.TimerStarted or EventType.WorkflowExecutionSignaled
                    or EventType.WorkflowExecutionUpdateAccepted or EventType.WorkflowPropertiesModified:
                    actions++;
                    break;
                case EventType.MarkerRecorded when happened.MarkerRecordedEventAttributes is { MarkerName: LocalActivity } local:
                    actions += withLocalActivities.Add(local.WorkflowTaskCompletedEventId) ? 1 : 0;
                    break;
                case EventType.ActivityTaskScheduled:
                    scheduled[happened.EventId] = happened.ActivityTaskScheduledEventAttributes;
                    actions += IsWrite(happened.ActivityTaskScheduledEventAttributes) ? 2 : 1;
                    break;
                case EventType.ActivityTaskStarted:
                    started[happened.ActivityTaskStartedEventAttributes.ScheduledEventId] = happened.EventTime.ToDateTime();
                    actions += happened.ActivityTaskStartedEventAttributes.Attempt - 1;
                    break;
                case EventType.ActivityTaskCompleted:
                    var id = happened.ActivityTaskCompletedEventAttributes.ScheduledEventId;
                    actions += Heartbeats(scheduled[id], happened.EventTime.ToDateTime() - started[id]);
                    break;
            }
        }

        return actions;
    }

    private static bool IsWrite(ActivityTaskScheduledEventAttributes activity) =>
        activity.ActivityType.Name is "playlist.write" or "playlist.add" or "playlist.create";

    private static int Heartbeats(ActivityTaskScheduledEventAttributes activity, TimeSpan took) =>
        activity.HeartbeatTimeout is { } timeout && timeout.ToTimeSpan() is var limit && limit > TimeSpan.Zero && took > FirstHeartbeat
            ? 1 + (int)((took - FirstHeartbeat) / (limit * Throttle))
            : 0;
}
