using MusicSync.McpHost.RateLimiting;

namespace MusicSync.McpHost.Caching;

/// <summary>
/// Lets all who ask the same at the same time share one call. It ends with the last of them, not with the first; who waits
/// for a person does not share a call that an import made and that stands behind others for it.
/// </summary>
internal sealed class SharedAsks<T>
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Ask> _asks = new(StringComparer.Ordinal);

    public async Task<T> JoinAsync(
        string key, CallPriority priority, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        var ask = Join(key, priority, call);
        try
        {
            return await ask.Answer.WaitAsync(cancellationToken);
        }
        finally
        {
            Leave(key, ask);
        }
    }

    private Ask Join(string key, CallPriority priority, Func<CancellationToken, Task<T>> call)
    {
        lock (_lock)
        {
            if (!_asks.TryGetValue(key, out var ask) || ask.Answer.IsCompleted || ask.Priority > priority)
            {
                _asks[key] = ask = new Ask(priority, call);
            }

            ask.Waiting++;
            return ask;
        }
    }

    private void Leave(string key, Ask ask)
    {
        lock (_lock)
        {
            if (--ask.Waiting > 0)
            {
                return;
            }

            if (_asks.GetValueOrDefault(key) == ask)
            {
                _asks.Remove(key);
            }
        }

        // Nobody can join it any more.
        ask.Dispose();
    }

    private sealed class Ask : IDisposable
    {
        private readonly CancellationTokenSource _stop = new();

        public Ask(CallPriority priority, Func<CancellationToken, Task<T>> call)
        {
            Priority = priority;
            // Elsewhere, so that no call begins under the lock; priority and trace flow with it.
            Answer = Task.Run(() => call(_stop.Token));
        }

        public CallPriority Priority { get; }

        public Task<T> Answer { get; }

        public int Waiting { get; set; }

        public void Dispose()
        {
            _stop.Cancel();
            _stop.Dispose();
        }
    }
}
