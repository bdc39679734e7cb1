using MusicSync.EmbeddedTemporal.Wire;
using Temporalio.Api.Common.V1;

namespace MusicSync.EmbeddedTemporal.Runs;

/// <summary>All runs, by their names.</summary>
internal sealed class RunRegistry
{
    private readonly Dictionary<string, Run> _byRunId = [];
    private readonly Dictionary<string, Run> _newest = [];
    private readonly List<Run> _byStart = [];

    /// <summary>In the order of their starts.</summary>
    public IReadOnlyList<Run> All => _byStart;

    public Run? ByRunId(string runId) => _byRunId.GetValueOrDefault(runId);

    /// <summary>The newest run of a workflow id, open or closed.</summary>
    public Run? Newest(string workflowId) => _newest.GetValueOrDefault(workflowId);

    /// <summary>The run that is meant: without a run id, the newest one.</summary>
    public Run? Find(WorkflowExecution execution) => execution.RunId.Length == 0
        ? Newest(execution.WorkflowId)
        : ByRunId(execution.RunId) is { } run && run.WorkflowId == execution.WorkflowId ? run : null;

    public Run Get(WorkflowExecution? execution) => execution is not { WorkflowId.Length: > 0 }
        ? throw TemporalErrors.Invalid("WorkflowId is not set on request.")
        : Find(execution) ?? throw TemporalErrors.WorkflowNotFound(execution);

    /// <summary>The run that is meant, which must be open.</summary>
    public Run GetOpen(WorkflowExecution execution) =>
        Get(execution) is { IsRunning: true } run ? run : throw TemporalErrors.WorkflowCompleted();

    public void Add(Run run)
    {
        _byRunId[run.RunId] = _newest[run.WorkflowId] = run;
        _byStart.Add(run);
    }

    public void Remove(IReadOnlySet<Run> gone)
    {
        foreach (var run in gone)
        {
            _byRunId.Remove(run.RunId);
            if (Newest(run.WorkflowId) == run)
            {
                _newest.Remove(run.WorkflowId);
            }
        }

        _byStart.RemoveAll(gone.Contains);
    }
}
