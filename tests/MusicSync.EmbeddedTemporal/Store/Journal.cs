using MusicSync.EmbeddedTemporal.Activities;
using MusicSync.EmbeddedTemporal.Runs;
using MusicSync.EmbeddedTemporal.Schedules;
using Temporalio.Api.History.V1;

namespace MusicSync.EmbeddedTemporal.Store;

/// <summary>
/// Collects what a request changes and writes it as one frame. Runs are not stored as such: they are what their events say.
/// </summary>
/// <param name="file">Null keeps nothing.</param>
internal sealed class Journal(JournalFile? file) : IDisposable
{
    private readonly RecordWriter _frame = new();

    public void Begin(Run run)
    {
        if (file is not null)
        {
            WriteBegin(_frame, run);
        }
    }

    public void Add(Run run, HistoryEvent item) => Add(RecordKind.EventPlaced, run)?.Message(item);

    public void AddBuffered(Run run, HistoryEvent item) => Add(RecordKind.EventBuffered, run)?.Message(item);

    public void TakeBack(Run run, string timerId) => Add(RecordKind.TimerTakenBack, run)?.Text(timerId);

    public void Flush(Run run) => Add(RecordKind.BufferFlushed, run);

    public void Set(PendingActivity activity)
    {
        if (file is not null)
        {
            WriteAttempt(_frame, activity);
        }
    }

    public void Remove(Run run) => Add(RecordKind.RunRemoved, run);

    public void Set(ScheduleEntry entry)
    {
        if (file is not null)
        {
            entry.Write(_frame);
        }
    }

    public void Remove(ScheduleEntry entry)
    {
        if (file is not null)
        {
            _frame.Kind(RecordKind.ScheduleRemoved).Text(entry.Id);
        }
    }

    public void SetRetention(TimeSpan retention)
    {
        if (file is not null)
        {
            WriteRetention(_frame, retention);
        }
    }

    /// <summary>Writes the frame, so that what is answered from now on is kept.</summary>
    public void Save()
    {
        if (file is not null && !_frame.IsEmpty)
        {
            file.Append(_frame.Frame.Span);
            _frame.Clear();
        }
    }

    public static void WriteRetention(RecordWriter records, TimeSpan retention) =>
        records.Kind(RecordKind.RetentionSet).Number(retention.Ticks);

    /// <summary>Writes all that there is to say about a run.</summary>
    public static void WriteRun(RecordWriter records, Run run)
    {
        WriteBegin(records, run);
        foreach (var item in run.History)
        {
            records.Kind(RecordKind.EventPlaced).Text(run.RunId).Message(item);
        }

        foreach (var item in run.Buffered)
        {
            records.Kind(RecordKind.EventBuffered).Text(run.RunId).Message(item);
        }

        foreach (var activity in run.Activities.Values)
        {
            WriteAttempt(records, activity);
        }
    }

    public void Dispose()
    {
        _frame.Dispose();
        file?.Dispose();
    }

    private static void WriteBegin(RecordWriter records, Run run) =>
        records.Kind(RecordKind.RunBegun).Text(run.RunId).Text(run.WorkflowId).Text(run.StartRequestId);

    private static void WriteAttempt(RecordWriter records, PendingActivity activity) => records
        .Kind(RecordKind.AttemptChanged)
        .Text(activity.Run.RunId)
        .Number(activity.ScheduledEventId)
        .Text(activity.StartRequestId)
        .Message(activity.Info);

    private RecordWriter? Add(RecordKind kind, Run run) => file is null ? null : _frame.Kind(kind).Text(run.RunId);
}
