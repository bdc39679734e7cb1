namespace MusicSync.LocalStack.Processes;

/// <summary>How one service is started and how one sees that it is ready.</summary>
/// <param name="Name">Name in messages and of the log file.</param>
/// <param name="FileName">The program.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Environment">Variables set on top of the inherited ones; null removes one.</param>
/// <param name="IsReadyAsync">True when the service can do its work.</param>
internal sealed record ServiceDefinition(
    string Name,
    string FileName,
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string?> Environment,
    Func<CancellationToken, Task<bool>> IsReadyAsync)
{
    /// <summary>Longest wait for the first readiness; a simulator with a large catalogue indexes it first.</summary>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Time between SIGTERM and SIGKILL.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(2);
}
