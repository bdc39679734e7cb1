namespace MusicSync.Worker.Api;

/// <summary>
/// A question asked beside another one. Disposing takes it back if it is still open: then nobody needs its answer any more, and its
/// failure is nobody's.
/// </summary>
internal sealed class Aside<T> : IAsyncDisposable
{
    private readonly CancellationTokenSource _takenBack;

    public Aside(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        _takenBack = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Answer = ask(_takenBack.Token);
    }

    public Task<T> Answer { get; }

    public async ValueTask DisposeAsync()
    {
        await _takenBack.CancelAsync();
        await ((Task)Answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _takenBack.Dispose();
    }
}
