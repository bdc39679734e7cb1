namespace MusicSync.LocalStack.Processes;

/// <summary>One life of a service: its process, and whether it became ready before the life ended.</summary>
internal sealed class ServiceLife : IDisposable
{
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMilliseconds(100);

    private readonly ServiceDefinition _definition;
    private readonly TaskCompletionSource _replaced = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ServiceLife(ServiceDefinition definition, ChildProcess process)
    {
        _definition = definition;
        Process = process;
        BecameReady = ProbeAsync();
    }

    public ChildProcess Process { get; }

    /// <summary>True once ready; false when the process ended, or the start limit passed, before that.</summary>
    public Task<bool> BecameReady { get; }

    /// <summary>Completed when another life has taken the place of this one.</summary>
    public Task Replaced => _replaced.Task;

    public bool IsReady => BecameReady is { IsCompletedSuccessfully: true, Result: true } && !Process.HasExited;

    public void ReplacedByAnother() => _replaced.SetResult();

    public ServiceStartException Failure(ServiceLog log)
    {
        var reason = Process.HasExited
            ? FormattableString.Invariant($"ended with exit code {Process.ExitCode} before it was ready")
            : FormattableString.Invariant($"was not ready after {_definition.StartLimit.TotalSeconds:0} s");
        return new ServiceStartException(
            $"{_definition.Name} {reason}. "
                + $"The end of {log.FileName}:{Environment.NewLine}{log.Tail()}");
    }

    public void Dispose() => Process.Dispose();

    private async Task<bool> ProbeAsync()
    {
        using var limit = new CancellationTokenSource(_definition.StartLimit);
        try
        {
            while (!Process.HasExited && !await _definition.IsReadyAsync(limit.Token))
            {
                await Task.WhenAny(Process.Exited, Task.Delay(ProbeInterval, limit.Token));
            }

            return !Process.HasExited;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return false;
        }
    }
}
