using Google.Protobuf;

namespace MusicSync.EmbeddedTemporal.Queues;

/// <summary>A task on a queue.</summary>
/// <param name="Priority">The smaller, the earlier.</param>
/// <param name="Take">Hands the task to a poller and makes the poll's answer; null when it is no longer wanted.</param>
/// <param name="TakeBack">The poller to whom it was handed had gone.</param>
internal sealed record QueuedTask(int Priority, Func<Poller, IMessage?> Take, Action TakeBack);

/// <summary>A worker's open request for a task.</summary>
/// <param name="identity">The worker's name for people.</param>
/// <param name="workerKey">The worker instance's key, by which it says that it shuts down.</param>
internal sealed class Poller(string identity, string workerKey)
{
    public string Identity => identity;

    public string WorkerKey => workerKey;

    /// <summary>The answer; null when there is no task.</summary>
    public TaskCompletionSource<IMessage?> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public QueuedTask? Taken { get; set; }
}

/// <summary>One task queue: tasks wait for pollers, by priority and age, or pollers for tasks.</summary>
internal sealed class TaskQueue(TimeProvider real)
{
    private static readonly TimeSpan LikelyBack = TimeSpan.FromSeconds(10);

    private readonly PriorityQueue<QueuedTask, (int Priority, long Order)> _tasks = new();
    private readonly LinkedList<Poller> _pollers = [];
    private long _order;
    private long? _lastSeen;

    public bool HasPollers => _pollers.Count > 0;

    /// <summary>Whether a worker waits here, or was here lately and is likely to come back.</summary>
    public bool IsAlive => HasPollers || (_lastSeen is { } seen && real.GetElapsedTime(seen) < LikelyBack);

    public void Add(QueuedTask task)
    {
        if (_pollers.First is not { } first)
        {
            _tasks.Enqueue(task, (task.Priority, _order++));
            return;
        }

        // Out of the list first: handing the task over may put another one on this queue.
        _pollers.RemoveFirst();
        if (!TryGive(first.Value, task))
        {
            _pollers.AddFirst(first);
        }
    }

    public void Add(Poller poller)
    {
        while (_tasks.TryDequeue(out var task, out _))
        {
            if (TryGive(poller, task))
            {
                return;
            }
        }

        _pollers.AddLast(poller);
    }

    /// <returns>Whether it still waited.</returns>
    public bool Remove(Poller poller)
    {
        _lastSeen = real.GetTimestamp();
        return _pollers.Remove(poller);
    }

    /// <summary>The last poller has gone without a task: its process has ended.</summary>
    public void Forget() => _lastSeen = null;

    /// <summary>Answers all polls of one worker, without a task; of all workers when the key is null.</summary>
    public void Release(string? workerKey)
    {
        foreach (var poller in _pollers.Where(poller => workerKey is null || poller.WorkerKey == workerKey).ToList())
        {
            _pollers.Remove(poller);
            poller.Answer.TrySetResult(null);
        }
    }

    private bool TryGive(Poller poller, QueuedTask task)
    {
        if (task.Take(poller) is not { } answer)
        {
            return false;
        }

        _lastSeen = real.GetTimestamp();
        poller.Taken = task;
        poller.Answer.TrySetResult(answer);
        return true;
    }
}

/// <summary>All queues of one kind, by name.</summary>
internal sealed class TaskQueueSet(TimeProvider real)
{
    private readonly Dictionary<string, TaskQueue> _queues = [];

    public IEnumerable<TaskQueue> All => _queues.Values;

    public TaskQueue this[string name]
    {
        get
        {
            if (!_queues.TryGetValue(name, out var queue))
            {
                _queues[name] = queue = new TaskQueue(real);
            }

            return queue;
        }
    }
}
