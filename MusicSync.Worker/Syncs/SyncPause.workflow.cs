using MusicSync.Worker.Temporal;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace MusicSync.Worker.Syncs;

/// <summary>
/// Lets a sync wait, in a timer or until somebody resumes it; neither costs a worker anything. After a wait nothing of the
/// sync is in flight, so it is the moment for a new run when the history has become long.
/// </summary>
internal sealed class SyncPause(SyncProgress progress, Func<ContinueAsNewException?> nextRun)
{
    private const string Parking = "parking";
    private const string ResumeIsHeard = "resume-is-heard";
    private const string Resumed = "The sync is resumed; Spotify is not asked about the sign-in again before.";

    private static readonly TimeSpan MinTimer = TimeSpan.FromMilliseconds(1);

    private bool _waits;
    private bool _resumed;

    // Of several calls that meet a refusal at once, only one may learn until when the host repeats it. A resume after a stop
    // that did not know is answered from that memory: no answer to the person who resumed, so it is waited out and tried again.
    private string? _unheard;

    /// <summary>Whether it waits now, so that it can be resumed.</summary>
    public bool Waits => _waits && !_resumed;

    /// <summary>Ends the wait.</summary>
    public void Resume()
    {
        _resumed = true;
        progress.Waiting = null;
    }

    /// <summary>Takes a step, and takes it again after each stop that it meets.</summary>
    public Task<T> ThroughAsync<T>(Func<Task<T>> step) => CallStop.ThroughAsync(step, ForAsync);

    public async Task ForAsync(CallStop stop)
    {
        var parks = WaitReasons.IsForSomebody(stop.Kind) && Workflow.Patched(Parking);
        if (!parks && stop.ResumeAt is null)
        {
            throw new ApplicationFailureException(stop.Message, stop.Kind, nonRetryable: true);
        }

        var answersEarlierCall = _unheard == stop.Kind && stop.ResumeAt is not null && Workflow.Patched(ResumeIsHeard);
        _unheard = null;
        try
        {
            if (parks && !answersEarlierCall)
            {
                progress.Waiting = WaitReasons.ForSomebody(stop, progress.Id);
                await ResumedAsync(max: null);
                _unheard = stop.ResumeAt is null ? stop.Kind : null;
            }

            if (stop.ResumeAt is { } resumeAt)
            {
                await UntilAsync(stop, resumeAt, mayBeCut: !parks);
            }
        }
        finally
        {
            progress.Waiting = null;
        }

        if (nextRun() is { } next)
        {
            throw next;
        }
    }

    /// <summary>
    /// Waits out a timer. After a resume it is how long the host does not ask Spotify again; to cut that would only end in
    /// the same answer.
    /// </summary>
    private async Task UntilAsync(CallStop stop, DateTimeOffset resumeAt, bool mayBeCut)
    {
        var left = resumeAt - Workflow.UtcNow;
        progress.Waiting = WaitReasons.Until(stop.Kind, resumeAt, mayBeCut ? stop.Message : Resumed);
        if (mayBeCut)
        {
            await ResumedAsync(left > MinTimer ? left : MinTimer);
        }
        else if (left > TimeSpan.Zero)
        {
            await Workflow.DelayAsync(left);
        }
    }

    private async Task ResumedAsync(TimeSpan? max)
    {
        _resumed = false;
        _waits = true;
        try
        {
            await (max is { } limit
                ? Workflow.WaitConditionAsync(() => _resumed, limit)
                : Workflow.WaitConditionAsync(() => _resumed));
        }
        finally
        {
            _waits = false;
        }
    }
}
