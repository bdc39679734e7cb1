using MusicSync.Worker.Syncs;
using MusicSync.Worker.Temporal;
using Temporalio.Workflows;

namespace MusicSync.Worker.Agents;

/// <summary>
/// Lets the steps of an agent wait, in a timer or until somebody resumes it. Calls of one step may meet stops at once: each
/// waits for its own, and one resume is for all.
/// </summary>
internal sealed class AgentPause(AgentProgress progress, string agentId)
{
    private int _resumes;
    private int _waits;

    // The host repeats a refused sign-in from memory for a while; such an answer is none to the person who resumed.
    private string? _unheard;

    /// <summary>Whether it waits now, so that it can be resumed.</summary>
    public bool Waits => _waits > 0;

    public void Resume() => _resumes++;

    /// <summary>Takes a step, and takes it again after each stop that it meets.</summary>
    public Task<T> ThroughAsync<T>(Func<Task<T>> step) => CallStop.ThroughAsync(step, ForAsync);

    private async Task ForAsync(CallStop stop)
    {
        var parks = stop.Kind == ActivityFailureTypes.AgentModelRefused || WaitReasons.IsForSomebody(stop.Kind) || stop.ResumeAt is null;
        var answersEarlierCall = _unheard == stop.Kind && stop.ResumeAt is not null;
        _unheard = null;
        if (parks && !answersEarlierCall)
        {
            await ResumedAsync(Parked(stop), max: null);
            _unheard = stop.ResumeAt is null ? stop.Kind : null;
        }

        if (stop.ResumeAt is { } resumeAt && resumeAt - Workflow.UtcNow is var left && left > TimeSpan.Zero)
        {
            await ResumedAsync(Timed(stop, resumeAt), left);
        }
    }

    private async Task ResumedAsync(SyncWaiting waiting, TimeSpan? max)
    {
        var seen = _resumes;
        progress.Waiting = waiting;
        _waits++;
        try
        {
            await (max is { } limit
                ? Workflow.WaitConditionAsync(() => _resumes != seen, limit)
                : Workflow.WaitConditionAsync(() => _resumes != seen));
        }
        finally
        {
            _waits--;
            progress.Waiting = _waits > 0 ? progress.Waiting : null;
        }
    }

    private SyncWaiting Parked(CallStop stop) => new(
        Reason(stop.Kind),
        Until: null,
        $"{stop.Message} Then continue with POST /agents/{agentId}/resume; nothing is lost meanwhile.");

    private static SyncWaiting Timed(CallStop stop, DateTimeOffset resumeAt) =>
        WaitReasons.Until(stop.Kind, resumeAt, stop.Message) with { Reason = Reason(stop.Kind) };

    private static string Reason(string kind) => kind switch
    {
        ActivityFailureTypes.AgentModelRefused => "model",
        ActivityFailureTypes.ModelRateLimited => "model_rate_limited",
        _ => WaitReasons.Reason(kind),
    };
}
