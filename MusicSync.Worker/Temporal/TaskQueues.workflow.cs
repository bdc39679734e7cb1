using System.Linq.Expressions;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace MusicSync.Worker.Temporal;

/// <summary>Task queues of the worker; part of the wire contract with running workflows.</summary>
public static class TaskQueues
{
    /// <summary>Workflows and activities of syncs and playlists.</summary>
    public const string Sync = "music-sync";

    /// <summary>Activities that only one process can do, since it holds what they need.</summary>
    /// <param name="process">A name that no other process has had.</param>
    /// <returns>The queue that it alone serves.</returns>
    public static string OfProcess(string process) => $"{Sync}/{process}";
}

/// <summary>
/// Temporal's task priorities (1 first, 5 last): when worker slots are short, work that somebody waits for goes first. The
/// MCP host does the same with Spotify's quota.
/// </summary>
internal static class TaskPriorities
{
    /// <summary>Somebody waits for it, or it is a step of a few milliseconds that others wait for.</summary>
    public static readonly Priority First = new(priorityKey: 1);

    private static readonly Priority Usual = new(priorityKey: 3);

    public static Priority Of(bool interactive) => interactive ? First : Usual;
}

/// <summary>How activities are repeated.</summary>
internal static class RetryPolicies
{
    /// <summary>
    /// Nothing bounds the number of attempts: an outage is a pause, and what no repeat can mend is marked by its failure.
    /// </summary>
    public static readonly RetryPolicy Patient = PatientFrom(TimeSpan.FromSeconds(1));

    /// <summary>The same with another first pause.</summary>
    public static RetryPolicy PatientFrom(TimeSpan first) => new()
    {
        InitialInterval = first,
        BackoffCoefficient = 2,
        MaximumInterval = TimeSpan.FromSeconds(60),
    };
}

/// <summary>
/// What is done inside a workflow's own task, by a local activity: what is quick, harmless when done twice, and done by other means
/// when it fails. Temporal gives a task 10 s, and meanwhile the workflow answers nobody.
/// </summary>
internal static class InTask
{
    /// <summary>Does it, unless the workflow is being cancelled.</summary>
    /// <param name="call">The call of the activity.</param>
    /// <returns>What it answered; null or false where it failed.</returns>
    public static async Task<T?> TryAsync<TActivities, T>(Expression<Func<TActivities, Task<T>>> call)
    {
        try
        {
            return await Workflow.ExecuteLocalActivityAsync(call, Options);
        }
        catch (FailureException failure) when (!TemporalException.IsCanceledException(failure))
        {
            return default;
        }
    }

    // One attempt, no longer than one is willing to wait for a status.
    private static LocalActivityOptions Options => new()
    {
        ScheduleToCloseTimeout = TimeSpan.FromSeconds(2),
        RetryPolicy = new() { MaximumAttempts = 1 },
        CancellationType = ActivityCancellationType.TryCancel,
    };
}

/// <summary>The id of a sync and of its workflow.</summary>
internal static class SyncIds
{
    private const string Prefix = "sync/";

    public static string ToWorkflow(string syncId) => Prefix + syncId;

    /// <summary>The sync's id; another workflow's id as it is.</summary>
    public static string FromWorkflow(string workflowId) =>
        workflowId.StartsWith(Prefix, StringComparison.Ordinal) ? workflowId[Prefix.Length..] : workflowId;
}
