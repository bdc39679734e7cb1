using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using MusicSync.EmbeddedTemporal.Runs;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Schedule.V1;
using Temporalio.Api.WorkflowService.V1;

namespace MusicSync.EmbeddedTemporal.Schedules;

/// <summary>Takes the actions of schedules: at their times, by hand, and when what they waited for has ended.</summary>
internal sealed class ScheduleActions(
    Gate gate, Ledger ledger, RunRegistry runs, RunStarts starts, RunRequests requests, EmbeddedServerOptions options)
{
    private const int MaxDue = 1000;
    private const int RecentActions = 10;

    private static readonly TimeSpan UsualCatchupWindow = TimeSpan.FromDays(365);
    private static readonly TimeSpan MinCatchupWindow = TimeSpan.FromSeconds(10);

    // By the first run of the workflow that a schedule watches.
    private readonly Dictionary<string, ScheduleEntry> _watched = [];

    public DateTime Now => ledger.Clock.Now;

    public static TimeSpan CatchupWindowOf(SchedulePolicies policies) =>
        policies.CatchupWindow?.ToTimeSpan() is not { } given ? UsualCatchupWindow
        : given > MinCatchupWindow ? given
        : MinCatchupWindow;

    /// <summary>Goes on with a schedule that the journal told of: what was missed meanwhile is caught up.</summary>
    public void Resume(ScheduleEntry entry)
    {
        foreach (var running in entry.Info.RunningWorkflows)
        {
            _watched[running.RunId] = entry;
        }

        Advance(entry);
    }

    /// <summary>Deals with the times that have come, and waits for the next one.</summary>
    public void Advance(ScheduleEntry entry)
    {
        Collect(entry);
        Act(entry);
        ledger.Journal.Set(entry);
        entry.Timer?.Cancel();
        entry.Timer = entry.MayAct && entry.Times.Next(entry.ProcessedUpTo) is { } next
            ? gate.Timers.At(next.Actual, () => Advance(entry))
            : null;
    }

    /// <summary>Adds actions by hand: those of all times in a span.</summary>
    public static void Backfill(ScheduleEntry entry, DateTime from, DateTime to, ScheduleOverlapPolicy policy)
    {
        // The span includes its first moment.
        for (var next = entry.Times.Next(from.AddMilliseconds(-1)); next?.Actual <= to; next = entry.Times.Next(next!.Value.Actual))
        {
            Add(entry, new(next!.Value.Nominal, next.Value.Actual, policy, IsManual: true));
        }
    }

    public static void Trigger(ScheduleEntry entry, DateTime at, ScheduleOverlapPolicy policy) =>
        Add(entry, new(at, at, policy, IsManual: true));

    /// <summary>The schedule is gone: nothing is started or watched for it any more.</summary>
    public void Forget(ScheduleEntry entry)
    {
        entry.Timer?.Cancel();
        foreach (var running in entry.Info.RunningWorkflows)
        {
            _watched.Remove(running.RunId);
        }
    }

    /// <summary>A run has closed. If a schedule waited for it, that one goes on.</summary>
    public void Closed(Run run)
    {
        if (run.Status == WorkflowExecutionStatus.ContinuedAsNew || !_watched.Remove(run.Started.FirstExecutionRunId, out var entry))
        {
            return;
        }

        var first = run.Started.FirstExecutionRunId;
        entry.Info.RunningWorkflows.Remove(entry.Info.RunningWorkflows.Single(running => running.RunId == first));
        if (entry.Info.RecentActions.FirstOrDefault(action => action.StartWorkflowResult.RunId == first) is { } action)
        {
            action.StartWorkflowStatus = run.Status;
        }

        Remember(entry, run);
        Advance(entry);
    }

    /// <summary>Adds the actions of the times that have come since the last look.</summary>
    private void Collect(ScheduleEntry entry)
    {
        var now = Now;
        if (!entry.MayAct)
        {
            // Times that pass while a schedule is paused are never made up for.
            entry.ProcessedUpTo = now;
            return;
        }

        var window = CatchupWindowOf(entry.Schedule.Policies);
        while (entry.Times.Next(entry.ProcessedUpTo) is { } next && next.Actual <= now)
        {
            entry.ProcessedUpTo = next.Actual;
            if (entry.Info.UpdateTime is { } updated && next.Actual < updated.ToDateTime())
            {
                // Of the new times, those before the change do not count.
                continue;
            }

            if (now - next.Actual > window)
            {
                entry.Info.MissedCatchupWindow++;
            }
            else
            {
                Add(entry, new(next.Nominal, next.Actual, ScheduleOverlapPolicy.Unspecified, IsManual: false));
            }
        }
    }

    private static void Add(ScheduleEntry entry, DueAction action)
    {
        if (entry.Due.Count < MaxDue)
        {
            entry.Due.Add(action);
        }
        else
        {
            entry.Info.BufferDropped++;
        }
    }

    private void Act(ScheduleEntry entry)
    {
        if (entry.Due.Count == 0)
        {
            return;
        }

        var decision = OverlapRule.Decide(
            entry.Due, entry.Info.RunningWorkflows.Count > 0, entry.Schedule.Policies.OverlapPolicy);
        entry.Due.Clear();
        entry.Due.AddRange(decision.Waiting);
        entry.Info.OverlapSkipped += decision.Skipped;
        foreach (var action in decision.Starts.Where(action => TakeOne(entry, action)))
        {
            Start(entry, action);
        }

        EndRunning(entry, decision.EndsOther);
    }

    private static bool TakeOne(ScheduleEntry entry, DueAction action)
    {
        if (action.IsManual || !entry.MayAct)
        {
            return action.IsManual;
        }

        if (entry.Schedule.State.LimitedActions)
        {
            entry.Schedule.State.RemainingActions--;
            entry.ConflictToken++;
        }

        return true;
    }

    private void Start(ScheduleEntry entry, DueAction action)
    {
        if (entry.Schedule.Action?.StartWorkflow is null)
        {
            return;
        }

        var overlaps = OverlapRule.Resolve(action.Policy, entry.Schedule.Policies.OverlapPolicy) == ScheduleOverlapPolicy.AllowAll;
        var request = RequestOf(entry, action, overlaps);
        Run run;
        try
        {
            (run, _) = starts.StartOrJoin(request);
        }
        catch (RpcException taken) when (taken.StatusCode == StatusCode.AlreadyExists)
        {
            // Somebody has used this very name, so this action has been taken, if not by this schedule.
            return;
        }

        entry.Info.ActionCount++;
        entry.Info.RecentActions.Add(new ScheduleActionResult
        {
            ScheduleTime = action.Actual.ToTimestamp(),
            ActualTime = Now.ToTimestamp(),
            StartWorkflowResult = run.Execution,
            StartWorkflowStatus = run.Status,
        });
        while (entry.Info.RecentActions.Count > RecentActions)
        {
            entry.Info.RecentActions.RemoveAt(0);
        }

        if (!overlaps)
        {
            entry.Info.RunningWorkflows.Add(run.Execution);
            _watched[run.RunId] = entry;
        }
    }

    private StartWorkflowExecutionRequest RequestOf(ScheduleEntry entry, DueAction action, bool overlaps)
    {
        var asked = entry.Schedule.Action.StartWorkflow;
        var nominal = action.Nominal.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var attributes = asked.SearchAttributes?.Clone() ?? new SearchAttributes();
        attributes.IndexedFields["TemporalScheduledStartTime"] = Payload(nominal, "Datetime");
        attributes.IndexedFields["TemporalScheduledById"] = Payload(entry.Id, "Keyword");
        return new()
        {
            Namespace = options.Namespace,
            WorkflowId = $"{asked.WorkflowId}-{nominal}",
            WorkflowType = asked.WorkflowType,
            TaskQueue = asked.TaskQueue,
            Input = asked.Input,
            Header = asked.Header,
            Memo = asked.Memo,
            SearchAttributes = attributes,
            WorkflowExecutionTimeout = asked.WorkflowExecutionTimeout,
            WorkflowRunTimeout = asked.WorkflowRunTimeout,
            WorkflowTaskTimeout = asked.WorkflowTaskTimeout,
            Identity = $"temporal-scheduler-{options.Namespace}-{entry.Id}",
            WorkflowIdReusePolicy = action.IsManual ? WorkflowIdReusePolicy.AllowDuplicate : WorkflowIdReusePolicy.RejectDuplicate,
            LastCompletionResult = overlaps ? null : entry.LastResult,
            ContinuedFailure = overlaps ? null : entry.LastFailure,
            UserMetadata = asked.UserMetadata,
            Priority = asked.Priority,
        };
    }

    private void EndRunning(ScheduleEntry entry, ScheduleOverlapPolicy how)
    {
        if (how == ScheduleOverlapPolicy.Unspecified)
        {
            return;
        }

        var identity = $"temporal-scheduler-{options.Namespace}-{entry.Id}";
        foreach (var running in entry.Info.RunningWorkflows.ToList())
        {
            if (runs.Newest(running.WorkflowId) is not { IsRunning: true } run || run.Started.FirstExecutionRunId != running.RunId)
            {
                continue;
            }

            if (how == ScheduleOverlapPolicy.TerminateOther)
            {
                starts.Terminate(run, "terminated by schedule overlap policy", null, identity);
            }
            else
            {
                requests.Cancel(run, new() { Cause = "cancelled by schedule overlap policy", Identity = identity });
            }
        }
    }

    /// <summary>The next action hears how this one ended, and a failure may pause the schedule.</summary>
    private static void Remember(ScheduleEntry entry, Run run)
    {
        var end = run.CloseEvent!;
        var failure = end.WorkflowExecutionFailedEventAttributes?.Failure;
        if (end.WorkflowExecutionCompletedEventAttributes?.Result is { } result)
        {
            (entry.LastResult, entry.LastFailure) = (result, null);
        }
        else
        {
            entry.LastFailure = failure ?? entry.LastFailure;
        }

        if (run.Status is not (WorkflowExecutionStatus.Failed or WorkflowExecutionStatus.TimedOut)
            || !entry.Schedule.Policies.PauseOnFailure || entry.Schedule.State.Paused)
        {
            return;
        }

        entry.Schedule.State.Paused = true;
        entry.Schedule.State.Notes = failure is null
            ? $"paused due to workflow timeout: {run.WorkflowId}"
            : $"paused due to workflow failure: {run.WorkflowId}: {failure.Message}";
        entry.ConflictToken++;
    }

    private static Payload Payload(string text, string type) => new()
    {
        Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain"), ["type"] = ByteString.CopyFromUtf8(type) },
        Data = ByteString.CopyFromUtf8(JsonSerializer.Serialize(text)),
    };
}
