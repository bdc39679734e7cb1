using MusicSync.Worker.Temporal;
using Temporalio.Workflows;

namespace MusicSync.Worker.Syncs.Edits;

/// <summary>Lets edits wait until a stop is over: in a timer, and where somebody has to act, also until the edit is sent again.</summary>
internal sealed class EditPause
{
    private static readonly TimeSpan FirstLook = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LastLook = TimeSpan.FromHours(1);
    private static readonly TimeSpan MinTimer = TimeSpan.FromMilliseconds(1);

    private TimeSpan _look = FirstLook;
    private bool _resumed;

    /// <summary>What is waited for, or null.</summary>
    public SyncWaiting? Waiting { get; private set; }

    /// <summary>Ends a wait for somebody.</summary>
    public void Resume() => _resumed = true;

    /// <summary>The stop is over: the next one is looked at soon.</summary>
    public void Forget() => _look = FirstLook;

    /// <summary>Waits a stop out.</summary>
    /// <param name="stop">The stop.</param>
    /// <param name="remedy">How to go on sooner.</param>
    /// <returns>False for one that does not end.</returns>
    public async Task<bool> TryWaitAsync(CallStop stop, string remedy)
    {
        var isForSomebody = WaitReasons.IsForSomebody(stop.Kind);
        if (!isForSomebody && stop.ResumeAt is null)
        {
            return false;
        }

        var until = stop.ResumeAt is { } resumeAt && !isForSomebody ? resumeAt : Workflow.UtcNow + _look;
        var left = until - Workflow.UtcNow;
        Waiting = WaitReasons.Until(stop.Kind, until, isForSomebody ? $"{stop.Message} To go on sooner, {remedy}." : stop.Message);
        _resumed = false;
        await Workflow.WaitConditionAsync(() => isForSomebody && _resumed, left > MinTimer ? left : MinTimer);
        Waiting = null;
        _look = _look * 2 < LastLook ? _look * 2 : LastLook;
        return true;
    }
}
