using Google.Protobuf.WellKnownTypes;
using MusicSync.EmbeddedTemporal.Store;
using MusicSync.EmbeddedTemporal.Time;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace MusicSync.EmbeddedTemporal.Runs;

/// <summary>Adds events to runs: the only way in which what must survive changes.</summary>
internal sealed class Ledger(SkippingClock clock, Journal journal)
{
    private readonly HashSet<Run> _touched = [];

    public SkippingClock Clock => clock;

    public Journal Journal => journal;

    public HistoryEvent Create(EventType type, Action<HistoryEvent> fill)
    {
        var item = new HistoryEvent { EventType = type, EventTime = clock.Now.ToTimestamp() };
        fill(item);
        return item;
    }

    /// <summary>Writes an event that the history holds from now on: a task's, a command's, or the last one.</summary>
    public HistoryEvent Write(Run run, EventType type, Action<HistoryEvent> fill) => Write(run, Create(type, fill));

    public HistoryEvent Write(Run run, HistoryEvent item)
    {
        item.EventId = run.LastEventId + 1;
        EventLinks.LinkToStart(run.History, item);
        RunFold.Place(run, item);
        RunFold.Apply(run, item);
        journal.Add(run, item);
        Touch(run);
        return item;
    }

    /// <summary>Writes what happened outside the workflow: now, or after the task that a worker has in its hands.</summary>
    public void Report(Run run, params ReadOnlySpan<HistoryEvent> items)
    {
        foreach (var item in items)
        {
            if (run.IsTaskStarted)
            {
                Buffer(run, item);
            }
            else
            {
                Write(run, item);
            }
        }
    }

    /// <summary>Lets something happen whose place is behind the events of the task that is being completed.</summary>
    public void Buffer(Run run, HistoryEvent item)
    {
        run.Buffered.Add(item);
        RunFold.Apply(run, item);
        journal.AddBuffered(run, item);
        Touch(run);
    }

    /// <summary>Takes back a timer's firing that the workflow has not seen.</summary>
    public void TakeBack(Run run, HistoryEvent timerFired)
    {
        run.Buffered.Remove(timerFired);
        journal.TakeBack(run, timerFired.TimerFiredEventAttributes.TimerId);
    }

    /// <summary>Gives what waits its place in the history.</summary>
    /// <returns>Whether anything waited.</returns>
    public bool Flush(Run run)
    {
        if (run.Buffered.Count == 0)
        {
            return false;
        }

        journal.Flush(run);
        PlaceBuffered(run);
        Touch(run);
        return true;
    }

    public static void PlaceBuffered(Run run)
    {
        foreach (var item in run.Buffered)
        {
            item.EventId = run.LastEventId + 1;
            EventLinks.LinkToStart(run.History, item);
            RunFold.Place(run, item);
        }

        run.Buffered.Clear();
    }

    /// <summary>The run has to be looked at before the gate opens again.</summary>
    public void Touch(Run run) => _touched.Add(run);

    public bool TryTakeTouched(out Run? run)
    {
        run = _touched.FirstOrDefault();
        return run is not null && _touched.Remove(run);
    }
}
