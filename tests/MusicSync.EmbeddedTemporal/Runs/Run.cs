using MusicSync.EmbeddedTemporal.Activities;
using MusicSync.EmbeddedTemporal.Queries;
using MusicSync.EmbeddedTemporal.Tasks;
using MusicSync.EmbeddedTemporal.Time;
using MusicSync.EmbeddedTemporal.Updates;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.TaskQueue.V1;

namespace MusicSync.EmbeddedTemporal.Runs;

/// <summary>
/// One run of a workflow. What must survive is said by its events, and <see cref="RunFold"/> reads it from them; the rest
/// (tasks in a worker's hands, queries, who waits) may be lost with the process, as in the real server.
/// </summary>
internal sealed class Run(string workflowId, string runId, string startRequestId)
{
    private const int UsualPriority = 3;

    public string WorkflowId => workflowId;

    public string RunId => runId;

    public string StartRequestId => startRequestId;

    public WorkflowExecution Execution => new() { WorkflowId = workflowId, RunId = runId };

    // Told by the events.
    public WorkflowExecutionStartedEventAttributes Started { get; set; } = new();

    public DateTime StartTime { get; set; }

    public DateTime? CloseTime { get; set; }

    public WorkflowExecutionStatus Status { get; set; } = WorkflowExecutionStatus.Running;

    public bool IsRunning => Status == WorkflowExecutionStatus.Running;

    public bool IsCancelRequested { get; set; }

    public Memo Memo { get; } = new();

    public SearchAttributes SearchAttributes { get; } = new();

    /// <summary>The event that started the last completed workflow task; 0 before there is one.</summary>
    public long PreviousStartedEventId { get; set; }

    public Dictionary<long, PendingActivity> Activities { get; } = [];

    public Dictionary<string, PendingTimer> Timers { get; } = [];

    /// <summary>Signals and cancellations for other workflows that have no answer yet, by their event.</summary>
    public Dictionary<long, HistoryEvent> ExternalRequests { get; } = [];

    public Dictionary<long, PendingChild> Children { get; } = [];

    public HashSet<string> SignalRequestIds { get; } = [];

    /// <summary>Those that are admitted, accepted or completed, in this order of admission.</summary>
    public OrderedDictionary<string, Update> Updates { get; } = [];

    /// <summary>Failed workflow tasks in a row.</summary>
    public int FailedTasks { get; set; }

    /// <summary>Whether the history holds something that no workflow task has shown to the workflow yet.</summary>
    public bool HasNews { get; set; }

    // The history itself.
    public List<HistoryEvent> History { get; } = [];

    public long HistoryBytes { get; set; }

    /// <summary>What happened while a worker had the workflow task: it has no place in the history yet.</summary>
    public List<HistoryEvent> Buffered { get; } = [];

    public long LastEventId => History.Count;

    public HistoryEvent? CloseEvent => IsRunning ? null : History[^1];

    // Of this process.
    public WorkflowTask? Task { get; set; }

    public StickyExecutionAttributes? Sticky { get; set; }

    public List<PendingQuery> Queries { get; } = [];

    public ChangeSignal Changed { get; } = new();

    public TimerEntry? Timeout { get; set; }

    /// <summary>What the fold found that has to be set going: activities, timers, children, requests to other workflows.</summary>
    public Queue<object> Unsettled { get; } = [];

    /// <summary>Whether what a closing entails has been done.</summary>
    public bool IsSettledAsClosed { get; set; }

    /// <summary>Whether the next workflow task is at least the third try: nobody is made to wait for such a workflow.</summary>
    public bool HasFailingTasks => IsRunning && FailedTasks >= 2;

    public string TaskQueue => Started.TaskQueue.Name;

    public int Priority => Started.Priority?.PriorityKey is > 0 and var key ? key : UsualPriority;

    public bool IsTaskStarted => Task is { IsStarted: true };
}

/// <summary>A timer that has not fired.</summary>
internal sealed class PendingTimer(string id, long startedEventId, DateTime due)
{
    public string Id => id;

    public long StartedEventId => startedEventId;

    public DateTime Due => due;

    public TimerEntry? Entry { get; set; }
}

/// <summary>A child workflow that was asked for and has not ended.</summary>
internal sealed class PendingChild(HistoryEvent initiated)
{
    public long InitiatedEventId => initiated.EventId;

    public StartChildWorkflowExecutionInitiatedEventAttributes Attributes => initiated.StartChildWorkflowExecutionInitiatedEventAttributes;

    /// <summary>The first run of the child; null until it has started.</summary>
    public WorkflowExecution? Execution { get; set; }
}
