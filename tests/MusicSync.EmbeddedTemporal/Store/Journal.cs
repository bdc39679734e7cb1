using MusicSync.EmbeddedTemporal.Activities;
using MusicSync.EmbeddedTemporal.Runs;
using Temporalio.Api.History.V1;

namespace MusicSync.EmbeddedTemporal.Store;

/// <summary>
/// Collects what a request changes and writes it as one frame. Runs are not stored as such: they are what their events say.
/// </summary>
/// <param name="file">Null keeps nothing.</param>
internal sealed class Journal(JournalFile? file) : IDisposable
{
    private readonly RecordWriter _frame = new();

    public void Begin(Run run) => Add(RecordKind.RunBegun, run)?.Text(run.WorkflowId).Text(run.StartRequestId);

    public void Add(Run run, HistoryEvent item) => Add(RecordKind.EventPlaced, run)?.Message(item);

    public void AddBuffered(Run run, HistoryEvent item) => Add(RecordKind.EventBuffered, run)?.Message(item);

    public void TakeBack(Run run, string timerId) => Add(RecordKind.TimerTakenBack, run)?.Text(timerId);

    public void Flush(Run run) => Add(RecordKind.BufferFlushed, run);

    public void Set(PendingActivity activity) => Add(RecordKind.AttemptChanged, activity.Run)?
        .Number(activity.ScheduledEventId)
        .Text(activity.StartRequestId)
        .Message(activity.Info);

    public void Remove(Run run) => Add(RecordKind.RunRemoved, run);

    public void SetRetention(TimeSpan retention) => Add(RecordKind.RetentionSet)?.Number(retention.Ticks);

    /// <summary>Writes the frame, so that what is answered from now on is kept.</summary>
    public void Save()
    {
        if (file is not null && !_frame.IsEmpty)
        {
            file.Append(_frame.Frame.Span);
            _frame.Clear();
        }
    }

    public void Dispose()
    {
        _frame.Dispose();
        file?.Dispose();
    }

    private RecordWriter? Add(RecordKind kind, Run run) => Add(kind)?.Text(run.RunId);

    private RecordWriter? Add(RecordKind kind) => file is null ? null : _frame.Kind(kind);
}
