using Google.Protobuf;
using MusicSync.EmbeddedTemporal.Runs;
using Temporalio.Api.WorkflowService.V1;

namespace MusicSync.EmbeddedTemporal.Queues;

/// <summary>Workers wait for tasks here, and say when they stop.</summary>
internal sealed class PollService(Gate gate, RunRegistry runs, TaskQueueSet workflowQueues, TaskQueueSet activityQueues)
{
    private static readonly TimeSpan MaxPoll = TimeSpan.FromMinutes(1);

    // An answer that arrives after the client's deadline is lost; a task in it would be too.
    private static readonly TimeSpan BeforeDeadline = TimeSpan.FromMilliseconds(500);

    private readonly HashSet<string> _stoppedWorkers = [];
    private bool _isStopped;

    public async Task<PollWorkflowTaskQueueResponse> PollAsync(
        PollWorkflowTaskQueueRequest request, DateTime deadline, CancellationToken cancellationToken)
    {
        var poller = new Poller(request.Identity, request.WorkerInstanceKey);
        return await PollAsync(workflowQueues, request.TaskQueue.Name, poller, deadline, cancellationToken)
            as PollWorkflowTaskQueueResponse ?? new();
    }

    public async Task<PollActivityTaskQueueResponse> PollAsync(
        PollActivityTaskQueueRequest request, DateTime deadline, CancellationToken cancellationToken)
    {
        var poller = new Poller(request.Identity, request.WorkerInstanceKey);
        return await PollAsync(activityQueues, request.TaskQueue.Name, poller, deadline, cancellationToken)
            as PollActivityTaskQueueResponse ?? new();
    }

    public ShutdownWorkerResponse Shutdown(ShutdownWorkerRequest request) => gate.Enter(() =>
    {
        if (request.WorkerInstanceKey.Length > 0)
        {
            // For good: a poll that was on its way when the worker stopped must not take a task.
            _stoppedWorkers.Add(request.WorkerInstanceKey);
            foreach (var queue in All)
            {
                queue.Release(request.WorkerInstanceKey);
            }
        }

        if (request.StickyTaskQueue.Length > 0)
        {
            workflowQueues[request.StickyTaskQueue].Forget();
        }

        return new ShutdownWorkerResponse();
    });

    public ResetStickyTaskQueueResponse ResetSticky(ResetStickyTaskQueueRequest request) => gate.Enter(() =>
    {
        runs.Get(request.Execution).Sticky = null;
        return new ResetStickyTaskQueueResponse();
    });

    /// <summary>The server stops: every poll is answered now.</summary>
    public void Stop() => gate.Enter(() =>
    {
        _isStopped = true;
        foreach (var queue in All)
        {
            queue.Release(workerKey: null);
        }
    });

    private IEnumerable<TaskQueue> All => workflowQueues.All.Concat(activityQueues.All);

    private async Task<IMessage?> PollAsync(
        TaskQueueSet queues, string name, Poller poller, DateTime deadline, CancellationToken cancellationToken)
    {
        var queue = gate.Enter(() =>
        {
            if (_isStopped || _stoppedWorkers.Contains(poller.WorkerKey))
            {
                return null;
            }

            queues[name].Add(poller);
            return queues[name];
        });
        if (queue is null)
        {
            return null;
        }

        await Task.WhenAny(poller.Answer.Task, Task.Delay(Limit(deadline), cancellationToken));
        var found = gate.Enter(() => Leave(queue, poller, hasGone: cancellationToken.IsCancellationRequested));
        return found ? await poller.Answer.Task : null;
    }

    /// <returns>Whether there is an answer and somebody to hear it.</returns>
    private static bool Leave(TaskQueue queue, Poller poller, bool hasGone)
    {
        var waited = queue.Remove(poller);
        if (hasGone && !queue.HasPollers)
        {
            queue.Forget();
        }

        if (hasGone && !waited)
        {
            poller.Taken?.TakeBack();
        }

        return !waited && !hasGone;
    }

    private static TimeSpan Limit(DateTime deadline)
    {
        var left = deadline - TimeProvider.System.GetUtcNow().UtcDateTime - BeforeDeadline;
        return left <= TimeSpan.Zero ? TimeSpan.Zero : left < MaxPoll ? left : MaxPoll;
    }
}
