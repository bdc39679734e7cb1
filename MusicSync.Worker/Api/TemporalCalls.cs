using Temporalio.Client;

namespace MusicSync.Worker.Api;

/// <summary>How long a request waits for Temporal before it says so.</summary>
internal static class TemporalCalls
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    public static RpcOptions Options(CancellationToken cancellationToken) =>
        new() { Timeout = Deadline, CancellationToken = cancellationToken };
}
