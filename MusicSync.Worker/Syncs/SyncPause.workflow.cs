using MusicSync.Worker.Mcp;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace MusicSync.Worker.Syncs;

/// <summary>Lets a sync wait, in a timer or until somebody resumes it; neither costs a worker anything.</summary>
internal sealed class SyncPause(SyncProgress progress)
{
    private const string Parking = "parking";

    private static readonly TimeSpan ShortestTimer = TimeSpan.FromMilliseconds(1);

    private bool _waits;
    private bool _resumed;

    /// <summary>Whether it waits now, so that it can be resumed.</summary>
    public bool Waits => _waits && !_resumed;

    /// <summary>Ends the wait.</summary>
    public void Resume()
    {
        _resumed = true;
        progress.Waiting = null;
    }

    /// <summary>Takes a step, and takes it again after each stop that it meets.</summary>
    public async Task<T> ThroughAsync<T>(Func<Task<T>> step)
    {
        while (true)
        {
            CallStop stop;
            try
            {
                return await step();
            }
            catch (ActivityFailureException failure) when (CallStop.In(failure) is { } met)
            {
                stop = met;
            }

            await ForAsync(stop);
        }
    }

    public async Task ForAsync(CallStop stop)
    {
        var parks = SyncWaits.IsForSomebody(stop.Kind) && Workflow.Patched(Parking);
        if (!parks && stop.ResumeAt is null)
        {
            throw new ApplicationFailureException(stop.Message, stop.Kind, nonRetryable: true);
        }

        _waits = true;
        _resumed = false;
        try
        {
            if (parks)
            {
                progress.Waiting = SyncWaits.ForSomebody(stop, progress.Id);
                await Workflow.WaitConditionAsync(() => _resumed);
            }

            await UntilAsync(stop);
        }
        finally
        {
            _waits = false;
            progress.Waiting = null;
        }
    }

    /// <summary>Waits out a timer. After a resume it is short: how long the host does not ask Spotify again.</summary>
    private async Task UntilAsync(CallStop stop)
    {
        if (stop.ResumeAt is not { } resumeAt || (_resumed && resumeAt <= Workflow.UtcNow))
        {
            return;
        }

        _resumed = false;
        progress.Waiting = SyncWaits.Until(stop.Kind, resumeAt, stop.Message);
        var left = resumeAt - Workflow.UtcNow;
        await Workflow.WaitConditionAsync(() => _resumed, left > ShortestTimer ? left : ShortestTimer);
    }
}
