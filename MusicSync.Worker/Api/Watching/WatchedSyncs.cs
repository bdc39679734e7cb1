using System.Collections.Concurrent;
using MusicSync.Worker.Syncs;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace MusicSync.Worker.Api.Watching;

/// <summary>
/// What the syncs that somebody looks at say of themselves, where this process works on them: after each of a sync's tasks, what a
/// query would answer now. It is handed out for a second, in which no other process can have taken the sync over unnoticed for
/// longer; who needs it later, or elsewhere, asks Temporal.
/// </summary>
internal sealed class WatchedSyncs(TimeProvider time) : IWorkerInterceptor
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Interest = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Watched> _watched = new(StringComparer.Ordinal);

    public WorkflowInboundInterceptor InterceptWorkflow(WorkflowInboundInterceptor nextInterceptor) => new Inbound(nextInterceptor, this);

    /// <summary>What a running sync said last; null where nothing new enough is known. From now on it is listened to.</summary>
    public KeptStatus? Look(string workflowId)
    {
        var now = time.GetTimestamp();
        if (!_watched.TryGetValue(workflowId, out var watched))
        {
            ForgetTheOthers();
            watched = _watched.GetOrAdd(workflowId, new Watched { LookedAt = now });
        }

        watched.LookedAt = now;
        return watched.Kept is { Status.FinishedAt: null } kept && time.GetElapsedTime(kept.At, now) <= Fresh ? kept : null;
    }

    /// <summary>Takes in what a sync says now, if anybody has looked at it lately.</summary>
    /// <param name="workflowId">The sync's workflow.</param>
    /// <param name="runId">Its run.</param>
    /// <param name="status">Makes its status.</param>
    public void Tell(string workflowId, string runId, Func<SyncStatus> status)
    {
        if (_watched.TryGetValue(workflowId, out var watched) && IsOfInterest(watched))
        {
            watched.Kept = new KeptStatus(runId, status(), time.GetTimestamp());
        }
    }

    /// <summary>The next look asks the sync itself, since it has just been asked to do something.</summary>
    public void Forget(string workflowId) => _watched.TryRemove(workflowId, out _);

    private void ForgetTheOthers()
    {
        foreach (var (workflowId, _) in _watched.Where(pair => !IsOfInterest(pair.Value)))
        {
            Forget(workflowId);
        }
    }

    private bool IsOfInterest(Watched watched) => time.GetElapsedTime(watched.LookedAt) <= Interest;

    private sealed class Watched
    {
        private long _lookedAt;
        private volatile KeptStatus? _kept;

        public long LookedAt
        {
            get => Volatile.Read(ref _lookedAt);
            set => Volatile.Write(ref _lookedAt, value);
        }

        public KeptStatus? Kept
        {
            get => _kept;
            set => _kept = value;
        }
    }

    private sealed class Inbound(WorkflowInboundInterceptor next, WatchedSyncs syncs) : WorkflowInboundInterceptor(next)
    {
        public override Task<object?> ExecuteWorkflowAsync(ExecuteWorkflowInput input)
        {
            if (Workflow.Instance is MusicSyncWorkflow sync)
            {
                var (workflowId, runId) = (Workflow.Info.WorkflowId, Workflow.Info.RunId);

                // A condition is looked at after each task. This one never holds: it costs Temporal nothing and ends with the run.
                _ = Workflow.WaitConditionAsync(() => Tell(sync, workflowId, runId), CancellationToken.None);
            }

            return base.ExecuteWorkflowAsync(input);
        }

        // What is replayed was true once.
        private bool Tell(MusicSyncWorkflow sync, string workflowId, string runId)
        {
            if (!Workflow.Unsafe.IsReplaying)
            {
                syncs.Tell(workflowId, runId, sync.Status);
            }

            return false;
        }
    }
}

/// <summary>What a sync said of itself.</summary>
/// <param name="RunId">The run that said it.</param>
/// <param name="Status">The status document.</param>
/// <param name="At">When, as a timestamp of the clock.</param>
internal sealed record KeptStatus(string RunId, SyncStatus Status, long At);
