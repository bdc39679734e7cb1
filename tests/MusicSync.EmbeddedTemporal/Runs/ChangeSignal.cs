namespace MusicSync.EmbeddedTemporal.Runs;

/// <summary>Wakes everybody who waits for a change. Used inside the gate; waited for outside it.</summary>
internal sealed class ChangeSignal
{
    private TaskCompletionSource? _next;

    /// <summary>Ends with the next change.</summary>
    public Task Next => (_next ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Raise()
    {
        _next?.SetResult();
        _next = null;
    }
}

/// <summary>What a look at the state found: an answer, or the change to wait for.</summary>
internal readonly record struct Look<T>(T? Answer, Task? Change);

/// <summary>A request that waits for something, at most as long as the real server lets it.</summary>
internal sealed class LongPoll(Gate gate)
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Looks again after each change until there is an answer. The last look, when the time is up, has to give one.
    /// </summary>
    public async Task<T> WaitAsync<T>(Func<bool, Look<T>> look, CancellationToken cancellationToken)
        where T : class
    {
        // Real time: a client's patience is not skipped.
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var left = MaxWait - TimeProvider.System.GetElapsedTime(started);
            var found = gate.Enter(() => look(left <= TimeSpan.Zero));
            if (found.Answer is { } answer)
            {
                return answer;
            }

            await Task.WhenAny(found.Change!, Task.Delay(left, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
