using Temporalio.Workflows;

namespace MusicSync.Worker.Syncs.Mirrors;

/// <summary>
/// Keeps which tracks are a mirror's own, from one sync of it to the next, however long ago that was: Temporal forgets syncs that
/// have ended. One a mirror, open until the mirror is given up.
/// </summary>
[Workflow]
public sealed class MirroredTracksWorkflow
{
    private IReadOnlyList<OwnTrack> _own;
    private bool _isGivenUp;

    /// <summary>Takes over what an earlier run knew.</summary>
    /// <param name="kept">What is known.</param>
    [WorkflowInit]
    public MirroredTracksWorkflow(MirroredTracks kept) => _own = kept.Own ?? [];

    /// <summary>The id of a mirror's tracks.</summary>
    /// <param name="mirror">The mirror's name.</param>
    /// <returns>The workflow id.</returns>
    public static string IdOf(string mirror) => $"mirror/{mirror}";

    /// <summary>Stays until the mirror is given up; when its history is long, it goes on in a new run.</summary>
    /// <param name="kept">The same as the constructor's.</param>
    /// <returns>A task that ends then.</returns>
    [WorkflowRun]
    public async Task RunAsync(MirroredTracks kept)
    {
        await Workflow.WaitConditionAsync(() => (_isGivenUp || Workflow.ContinueAsNewSuggested) && Workflow.AllHandlersFinished);
        if (!_isGivenUp)
        {
            var next = new MirroredTracks(_own);
            throw Workflow.CreateContinueAsNewException((MirroredTracksWorkflow workflow) => workflow.RunAsync(next));
        }
    }

    /// <summary>Takes in what is the mirror's own now; the same again changes nothing.</summary>
    /// <param name="own">All of its tracks.</param>
    /// <returns>A finished task.</returns>
    [WorkflowSignal("keep")]
    public Task KeepAsync(IReadOnlyList<OwnTrack> own)
    {
        _own = own;
        return Task.CompletedTask;
    }

    /// <summary>Gives the mirror up: what it has added stays where it is and is nobody's.</summary>
    /// <returns>A finished task.</returns>
    [WorkflowSignal("give-up")]
    public Task GiveUpAsync()
    {
        _isGivenUp = true;
        return Task.CompletedTask;
    }

    /// <summary>The mirror's own tracks.</summary>
    /// <returns>All of them.</returns>
    [WorkflowQuery("own")]
    public IReadOnlyList<OwnTrack> Own() => _own;
}

/// <summary>Input of <see cref="MirroredTracksWorkflow"/>.</summary>
/// <param name="Own">What the run before knew; null in the first one.</param>
public sealed record MirroredTracks(IReadOnlyList<OwnTrack>? Own = null);

/// <summary>Input of <c>mirror.keep</c>.</summary>
/// <param name="Mirror">The mirror's name.</param>
/// <param name="Own">All of its tracks.</param>
public sealed record KeptMirror(string Mirror, IReadOnlyList<OwnTrack> Own);
