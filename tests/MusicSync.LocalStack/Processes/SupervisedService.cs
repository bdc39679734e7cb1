namespace MusicSync.LocalStack.Processes;

/// <summary>
/// One service over all its lives. It is started again some time after it died while still wanted, as a real host
/// would do; <paramref name="restartAfter"/> null leaves it dead.
/// </summary>
internal sealed class SupervisedService(ServiceDefinition definition, string logFile, TimeSpan? restartAfter)
    : IAsyncDisposable
{
    private readonly ServiceLog _log = new(logFile);
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _starting = new(1, 1);
    private TaskCompletionSource _wanted = Completed();
    private ServiceLife? _life;
    private Task _supervision = Task.CompletedTask;

    /// <summary>Raised each time a life became ready.</summary>
    public event Action? BecameReady;

    /// <summary>Raised when a life ended that was still wanted.</summary>
    public event Action? Died;

    public string Name => definition.Name;

    public int? Pid => _life is { Process.HasExited: false } life ? life.Process.Pid : null;

    public bool IsReady => _life is { IsReady: true };

    /// <exception cref="ServiceStartException">It ended or stayed unready; dispose it.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (await BeginLifeAsync() is not { } life)
        {
            return;
        }

        _supervision = SuperviseAsync(life);
        if (!await life.BecameReady.WaitAsync(cancellationToken))
        {
            throw life.Failure(_log);
        }
    }

    public void Signal(Action<int> send) => _life?.Process.Signal(send);

    public Task KillAsync() => _life?.Process.KillAsync() ?? Task.CompletedTask;

    public async Task TakeDownAsync()
    {
        _wanted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await KillAsync();
    }

    public async Task BringUpAsync(CancellationToken cancellationToken)
    {
        _wanted.TrySetResult();
        await WaitUntilReadyAsync(cancellationToken);
    }

    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        _wanted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await (_life?.Process.StopAsync(definition.StopGrace) ?? Task.CompletedTask);
        await BringUpAsync(cancellationToken);
    }

    public async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        while (_life is { } life)
        {
            if (!life.Process.HasExited && await life.BecameReady.WaitAsync(cancellationToken) && life.IsReady)
            {
                return;
            }

            await life.Replaced.WaitAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _starting.WaitAsync();
        await _stopping.CancelAsync();
        _starting.Release();
        await (_life?.Process.StopAsync(definition.StopGrace) ?? Task.CompletedTask);
        await _supervision;
        _life?.Dispose();
        _log.Dispose();
        _starting.Dispose();
        _stopping.Dispose();
    }

    private async Task SuperviseAsync(ServiceLife? life)
    {
        while (life is not null)
        {
            if (await life.BecameReady)
            {
                BecameReady?.Invoke();
            }

            await life.Process.Exited;
            await WaitUntilWantedAsync();
            life = await BeginLifeAsync();
        }
    }

    private async Task WaitUntilWantedAsync()
    {
        if (_wanted.Task.IsCompleted && !_stopping.IsCancellationRequested)
        {
            Died?.Invoke();
            _wanted = restartAfter is null ? new(TaskCreationOptions.RunContinuationsAsynchronously) : _wanted;
            await Quietly(Task.Delay(restartAfter ?? TimeSpan.Zero, _stopping.Token));
        }

        await Quietly(_wanted.Task.WaitAsync(_stopping.Token));
    }

    private async Task<ServiceLife?> BeginLifeAsync()
    {
        // Never a start behind the back of a stop: what DisposeAsync stops must be the last life.
        await _starting.WaitAsync();
        try
        {
            if (_stopping.IsCancellationRequested)
            {
                return null;
            }

            var previous = _life;
            _life = new ServiceLife(definition, await ChildProcess.StartAsync(definition, _log));
            previous?.ReplacedByAnother();
            previous?.Dispose();
            return _life;
        }
        finally
        {
            _starting.Release();
        }
    }

    private static TaskCompletionSource Completed()
    {
        var completed = new TaskCompletionSource();
        completed.SetResult();
        return completed;
    }

    // Stopping ends a wait; what comes next sees it in the token.
    private static async Task Quietly(Task wait) => await wait.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
