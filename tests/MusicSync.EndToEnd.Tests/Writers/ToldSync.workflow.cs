using MusicSync.Worker.Playlists.Writer;
using Temporalio.Workflows;

namespace MusicSync.EndToEnd.Tests.Writers;

/// <summary>Stands where a sync stands: keeps what a playlist's writer reports.</summary>
[Workflow]
public sealed class ToldSync
{
    private readonly List<TicketProgress> _reports = [];

    [WorkflowQuery]
    public IReadOnlyList<TicketProgress> Reports => _reports;

    [WorkflowRun]
    public Task RunAsync() => Workflow.WaitConditionAsync(() => false);

    [WorkflowSignal(TicketSignals.Progress)]
    public Task OnTicketProgressAsync(TicketProgress report)
    {
        _reports.Add(report);
        return Task.CompletedTask;
    }
}
