using MusicSync.Worker.Mcp;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace MusicSync.Worker.Syncs;

/// <summary>Lets a sync wait in a timer, which costs no worker anything.</summary>
internal sealed class SyncPause
{
    public async Task ForAsync(CallStop stop, SyncProgress progress)
    {
        if (stop.ResumeAt is not { } resumeAt)
        {
            throw new ApplicationFailureException(stop.Message, stop.Kind, nonRetryable: true);
        }

        progress.Waiting = SyncWaits.Until(stop.Kind, resumeAt, stop.Message);
        try
        {
            var left = resumeAt - Workflow.UtcNow;
            await Workflow.DelayAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        }
        finally
        {
            progress.Waiting = null;
        }
    }
}
