using MusicSync.EmbeddedTemporal.Activities;
using MusicSync.EmbeddedTemporal.Queries;
using MusicSync.EmbeddedTemporal.Queues;
using MusicSync.EmbeddedTemporal.Runs;
using MusicSync.EmbeddedTemporal.Schedules;
using MusicSync.EmbeddedTemporal.Store;
using MusicSync.EmbeddedTemporal.Tasks;
using MusicSync.EmbeddedTemporal.Time;
using MusicSync.EmbeddedTemporal.Updates;
using MusicSync.EmbeddedTemporal.Visibility;
using Temporalio.Api.History.V1;

namespace MusicSync.EmbeddedTemporal;

/// <summary>
/// All parts of the server and the one rule that joins them: a request changes runs by events, and before the gate opens
/// again every changed run is settled, that is, whatever its events entail is set going. A start on a journal is the same:
/// the events are read, and every open run is settled.
/// </summary>
internal sealed class Engine : IDisposable
{
    private readonly Journal _journal;
    private readonly Compaction _compaction;
    private readonly Ledger _ledger;
    private readonly RunRegistry _runs = new();
    private readonly WorkflowTasks _tasks;
    private readonly ActivityAttempts _attempts;
    private readonly OtherWorkflows _others;
    private readonly ScheduleRegistry _schedules;
    private readonly ScheduleActions _scheduleActions;

    public Engine(EmbeddedServerOptions options)
    {
        Clock = new SkippingClock(options.TimeProvider);
        Gate = new Gate(Clock);
        var file = options.JournalFile is { } path ? new JournalFile(path, options.FlushToDisk) : null;
        var settings = new NamespaceSettings(options.Retention);
        _schedules = new ScheduleRegistry(options);
        _journal = new Journal(file);
        _compaction = new Compaction(
            file, _journal, _runs, _schedules, settings, options.LoggerFactory.CreateLogger("MusicSync.EmbeddedTemporal"));
        if (file is not null)
        {
            new Recovery(_runs, _schedules, settings).Read(file);
        }

        _ledger = new Ledger(Clock, _journal);
        var longPoll = new LongPoll(Gate);
        var workflowQueues = new TaskQueueSet(options.TimeProvider);
        var activityQueues = new TaskQueueSet(options.TimeProvider);
        _attempts = new ActivityAttempts(_ledger, Gate, activityQueues, options);
        _tasks = new WorkflowTasks(_ledger, Gate, workflowQueues, options);
        var starts = new RunStarts(_runs, _ledger, Gate);
        var requests = new RunRequests(Gate, _runs, _ledger, starts);
        _others = new OtherWorkflows(_runs, _ledger, starts, requests, options);

        _scheduleActions = new ScheduleActions(Gate, _ledger, _runs, starts, requests, options);
        Schedules = new ScheduleService(Gate, _schedules, _scheduleActions, _ledger);
        Starts = starts;
        Requests = requests;
        Namespaces = new NamespaceService(Gate, _ledger, settings, options);
        Histories = new HistoryReader(Gate, longPoll, _runs);
        Visibility = new VisibilityService(Gate, _runs);
        Updates = new UpdateService(Gate, longPoll, _runs, starts, _ledger);
        Queries = new QueryService(Gate, _runs, _tasks, workflowQueues);
        Polls = new PollService(Gate, _runs, workflowQueues, activityQueues);
        Completions = new TaskCompletion(
            Gate, _runs, _ledger, _tasks, starts, new CommandExecution(_ledger, starts, _attempts, options));
        Activities = new ActivityService(Gate, _runs, _ledger, _attempts);
        TimeSkipping = new TimeSkipping(Gate, Clock);

        Gate.Settle = Settle;
        Gate.Save = Save;
        if (options.TimeSkipping)
        {
            Gate.IsIdle = IsIdle;
            Gate.HoldTime();
        }
    }

    public SkippingClock Clock { get; }

    public Gate Gate { get; }

    public RunStarts Starts { get; }

    public RunRequests Requests { get; }

    public NamespaceService Namespaces { get; }

    public HistoryReader Histories { get; }

    public VisibilityService Visibility { get; }

    public UpdateService Updates { get; }

    public QueryService Queries { get; }

    public PollService Polls { get; }

    public TaskCompletion Completions { get; }

    public ActivityService Activities { get; }

    public ScheduleService Schedules { get; }

    public TimeSkipping TimeSkipping { get; }

    /// <summary>Sets going what the journal told of.</summary>
    public void Start() => Gate.Enter(() =>
    {
        foreach (var run in _runs.All.Where(run => run.IsRunning).ToList())
        {
            Starts.Watch(run);
            _tasks.Resume(run);
            _ledger.Touch(run);
        }

        foreach (var schedule in _schedules.All)
        {
            _scheduleActions.Resume(schedule);
        }
    });

    /// <summary>Writes the journal anew, with what there still is.</summary>
    public void Compact() => _compaction.Compact();

    public void Dispose()
    {
        Gate.Dispose();
        _journal.Dispose();
    }

    private void Settle()
    {
        while (_ledger.TryTakeTouched(out var run))
        {
            Settle(run!);
        }
    }

    private void Save()
    {
        _compaction.Sweep(Clock.Now);
        _journal.Save();
        _compaction.CompactIfGrown();
    }

    private void Settle(Run run)
    {
        while (run.Unsettled.TryDequeue(out var pending))
        {
            Begin(run, pending);
        }

        if (!run.IsRunning && !run.IsSettledAsClosed)
        {
            run.IsSettledAsClosed = true;
            UpdateService.Closed(run);
            _others.Closed(run);
            _scheduleActions.Closed(run);
        }

        if (run.HasFailingTasks)
        {
            UpdateService.GiveUp(run);
        }

        _tasks.Ensure(run);
        Queries.AskWaiting(run);
        run.Changed.Raise();
    }

    private void Begin(Run run, object pending)
    {
        switch (pending)
        {
            case PendingActivity activity:
                _attempts.Begin(activity);
                break;
            case PendingTimer timer when run.Timers.GetValueOrDefault(timer.Id) == timer:
                timer.Entry = Gate.Timers.At(timer.Due, () => Fire(run, timer));
                break;
            case PendingChild child:
                _others.StartChild(run, child);
                break;
            case HistoryEvent initiated:
                _others.Deliver(run, initiated);
                break;
        }
    }

    private void Fire(Run run, PendingTimer timer) =>
        _ledger.Report(run, _ledger.Create(
            Temporalio.Api.Enums.V1.EventType.TimerFired,
            item => item.TimerFiredEventAttributes = new() { TimerId = timer.Id, StartedEventId = timer.StartedEventId }));

    /// <summary>Nothing is under way: whatever is open waits for a time to come.</summary>
    private bool IsIdle() => !Queries.IsAsking && _runs.All.All(run => !run.IsRunning
        || (run.Task is null && run.Queries.Count == 0 && run.Activities.Values.All(activity => activity.IsBackingOff)));
}
