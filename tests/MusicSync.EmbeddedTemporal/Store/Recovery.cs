using MusicSync.EmbeddedTemporal.Runs;
using MusicSync.EmbeddedTemporal.Schedules;
using Temporalio.Api.History.V1;
using Temporalio.Api.Workflow.V1;

namespace MusicSync.EmbeddedTemporal.Store;

/// <summary>Builds the state from the journal, by the same fold that built it the first time.</summary>
internal sealed class Recovery(RunRegistry runs, ScheduleRegistry schedules, NamespaceSettings settings)
{
    public void Read(JournalFile file)
    {
        foreach (var frame in file.ReadFrames())
        {
            using var records = new RecordReader(frame);
            while (!records.IsAtEnd)
            {
                Apply(records);
            }
        }

        foreach (var run in runs.All.Where(run => !run.IsRunning))
        {
            // A frame holds a closing with all that it entailed.
            run.IsSettledAsClosed = true;
        }
    }

    private void Apply(RecordReader records)
    {
        var kind = records.Kind();
        switch (kind)
        {
            case RecordKind.RetentionSet:
                settings.Retention = TimeSpan.FromTicks(records.Number());
                break;
            case RecordKind.ScheduleSet:
                schedules.Set(ScheduleEntry.Read(records, records.Text(), schedules.JitterSeedOf));
                break;
            case RecordKind.ScheduleRemoved:
                schedules.Remove(records.Text());
                break;
            case RecordKind.RunBegun:
                var runId = records.Text();
                runs.Add(new Run(records.Text(), runId, records.Text()));
                break;
            default:
                Apply(kind, runs.ByRunId(records.Text())!, records);
                break;
        }
    }

    private void Apply(RecordKind kind, Run run, RecordReader records)
    {
        switch (kind)
        {
            case RecordKind.EventPlaced:
                var placed = records.Message(HistoryEvent.Parser);
                RunFold.Place(run, placed);
                RunFold.Apply(run, placed);
                break;
            case RecordKind.EventBuffered:
                var buffered = records.Message(HistoryEvent.Parser);
                run.Buffered.Add(buffered);
                RunFold.Apply(run, buffered);
                break;
            case RecordKind.TimerTakenBack:
                var timerId = records.Text();
                run.Buffered.RemoveAll(item => item.TimerFiredEventAttributes?.TimerId == timerId);
                break;
            case RecordKind.BufferFlushed:
                Ledger.PlaceBuffered(run);
                break;
            case RecordKind.AttemptChanged:
                Apply(run, records.Number(), records.Text(), records.Message(PendingActivityInfo.Parser));
                break;
            case RecordKind.RunRemoved:
                runs.Remove(new HashSet<Run> { run });
                break;
            default:
                throw new InvalidDataException($"The journal holds a record of the unknown kind {(byte)kind}.");
        }
    }

    private static void Apply(Run run, long scheduledEventId, string startRequestId, PendingActivityInfo info)
    {
        if (run.Activities.TryGetValue(scheduledEventId, out var activity))
        {
            activity.StartRequestId = startRequestId;
            activity.Info = info;
        }
    }
}
