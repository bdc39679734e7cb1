using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using MusicSync.Worker.Api;
using MusicSync.Worker.Api.Watching;
using MusicSync.Worker.Syncs;

namespace MusicSync.Worker.Tools;

/// <summary>
/// Waits with a caller for the end of a sync, as long as a call may stay open, and tells it on the way how far the sync is. A
/// caller that goes away, a worker that ends, a time that is over: the sync goes on, and the same call joins it.
/// </summary>
internal sealed class SyncWatch(StatusFeed feed, TimeProvider time, IHostApplicationLifetime lifetime)
{
    /// <summary>Longest wait; many clients give a call up after a minute.</summary>
    public const int MaxSeconds = 55;

    /// <summary>How long a call waits; to be asked before the call does anything.</summary>
    /// <param name="waitSeconds">What it says itself; null for as long as possible where the client shows progress, and not at all elsewhere.</param>
    /// <param name="call">The call.</param>
    /// <exception cref="ProblemException">So long is never waited.</exception>
    public static TimeSpan PatienceOf(int? waitSeconds, RequestContext<CallToolRequestParams> call) => waitSeconds is < 0 or > MaxSeconds
        ? throw ProblemException.Unprocessable($"waitSeconds must be 0 to {MaxSeconds}, not {waitSeconds}.")
        : TimeSpan.FromSeconds(waitSeconds ?? (call.Params?.ProgressToken is null ? 0 : MaxSeconds));

    /// <summary>Waits, and tells a client that wants to know.</summary>
    /// <param name="status">How the sync stands.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="call">The call that waits.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    /// <returns>How it stands then.</returns>
    /// <exception cref="ProblemException">The sync was ended from outside.</exception>
    public Task<SyncStatus> WaitAsync(
        SyncStatus status, TimeSpan patience, RequestContext<CallToolRequestParams> call, CancellationToken cancellationToken) => WaitAsync(
        status,
        patience,
        step => call.Params?.ProgressToken is { } token ? call.Server.NotifyProgressAsync(token, step, cancellationToken: cancellationToken) : Task.CompletedTask,
        cancellationToken);

    internal async Task<SyncStatus> WaitAsync(
        SyncStatus status, TimeSpan patience, Func<ProgressNotificationValue, Task> tell, CancellationToken cancellationToken)
    {
        if (patience == TimeSpan.Zero || new StatusChange(status, SongsPerSecond: null).IsLast)
        {
            return status;
        }

        using var limit = new CancellationTokenSource(patience, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, lifetime.ApplicationStopping, cancellationToken);
        var steps = new ProgressSteps();
        try
        {
            // Before anything has changed: it names the id, with which a caller that loses this call finds the sync again.
            await tell(steps.Next(status));
            await foreach (var change in feed.WatchAsync(status.Id, seen: null, stop.Token))
            {
                status = change.Status;
                await tell(steps.Next(status));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // The time is over, or the process ends; what is known is the answer.
        }

        return status;
    }
}

/// <summary>How far a sync is, as a number that always grows, which the protocol asks for: each song counts when it is looked up and when it is in.</summary>
internal sealed class ProgressSteps
{
    // News that move no song, such as a pause.
    private const float Hair = 0.01f;

    private float? _last;

    public ProgressNotificationValue Next(SyncStatus status)
    {
        var songs = status.Songs.Total - status.Songs.Rejected;
        var inPlaylist = Math.Min(songs, status.Changes.Added + status.Changes.AlreadyPresent);
        var total = (2 * songs) + 1;
        var now = status.FinishedAt is null ? status.Songs.Matched + inPlaylist : total;
        _last = _last is { } last ? Math.Max(now, last + Hair) : now;
        return new ProgressNotificationValue
        {
            Progress = _last.Value,
            Total = total,
            Message = $"Sync {status.Id}: {SyncSentences.Progress(status)}{(status.Waiting is { } waiting ? $" {waiting.Message}" : "")}",
        };
    }
}
