using MusicSync.EmbeddedTemporal.Queries;
using MusicSync.EmbeddedTemporal.Time;
using Temporalio.Api.History.V1;

namespace MusicSync.EmbeddedTemporal.Tasks;

/// <summary>A workflow task that is scheduled or in a worker's hands.</summary>
internal sealed class WorkflowTask(int attempt, bool isSpeculative, DateTime scheduledTime)
{
    public int Attempt { get; set; } = attempt;

    /// <summary>Made for an update only: when all of its updates are rejected, it leaves no trace.</summary>
    public bool IsSpeculative => isSpeculative;

    public DateTime ScheduledTime => scheduledTime;

    /// <summary>Whether its events stand in the history. Those of a repeated or speculative one only travel with it.</summary>
    public bool IsWritten { get; set; }

    public bool IsStarted { get; set; }

    public long ScheduledEventId { get; set; }

    public long StartedEventId { get; set; }

    /// <summary>Its events while they are not written.</summary>
    public List<HistoryEvent> Unwritten { get; } = [];

    /// <summary>Queries that the worker answers together with the task, by their id.</summary>
    public Dictionary<string, PendingQuery> Queries { get; } = [];

    public TimerEntry? Timer { get; set; }
}
