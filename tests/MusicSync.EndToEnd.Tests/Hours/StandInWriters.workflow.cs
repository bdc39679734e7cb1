using MusicSync.Worker.Playlists;
using MusicSync.Worker.Playlists.Writer;
using Temporalio.Workflows;

namespace MusicSync.EndToEnd.Tests.Hours;

/// <summary>Stands where a writer stands and says nothing.</summary>
[Workflow(nameof(PlaylistWorkflow))]
public sealed class SilentWriter
{
    [WorkflowRun]
    public Task RunAsync(PlaylistWriter writer) => Workflow.WaitConditionAsync(() => false);

    [WorkflowSignal(TicketSignals.Submit)]
    public Task OnTicketAsync(Ticket ticket) => Task.CompletedTask;
}

/// <summary>Stands where a writer stands and has no room.</summary>
[Workflow(nameof(PlaylistWorkflow))]
public sealed class FullWriter
{
    [WorkflowRun]
    public Task RunAsync(PlaylistWriter writer) => Workflow.WaitConditionAsync(() => false);

    [WorkflowSignal(TicketSignals.Submit)]
    public Task OnTicketAsync(Ticket ticket) => Workflow.GetExternalWorkflowHandle(ticket.SyncWorkflowId)
        .SignalAsync(TicketSignals.Progress, [new TicketProgress(ticket.Id, TicketPhase.Refused, PlaylistChanges.None)]);
}
