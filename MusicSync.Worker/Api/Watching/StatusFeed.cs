using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Temporal;
using Temporalio.Exceptions;

namespace MusicSync.Worker.Api.Watching;

/// <summary>
/// Tells watchers how a sync goes on. However many watch one, this process asks Temporal once a second for all of them; a slow
/// watcher is told the newest status only, so nothing piles up.
/// </summary>
/// <param name="read">Reads the status of a sync.</param>
/// <param name="time">The clock.</param>
internal sealed class StatusFeed(Func<string, CancellationToken, Task<SyncStatus>> read, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Watched> _watched = [];

    /// <summary>Each status that differs from the one before; ends after the last one.</summary>
    /// <param name="id">The sync.</param>
    /// <param name="seen">Event id of the status that the watcher knows already, or null.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <exception cref="ProblemException">There is no such sync any more.</exception>
    public async IAsyncEnumerable<StatusChange> WatchAsync(
        string id, string? seen, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var watched = Join(id);
        try
        {
            for (var ended = false; !ended;)
            {
                var (latest, next) = watched.Look();
                ended = latest?.IsLast is true;
                if (latest is not null && latest.EventId != seen)
                {
                    seen = latest.EventId;
                    yield return latest;
                }
                else if (!ended)
                {
                    await next.WaitAsync(cancellationToken);
                }
            }
        }
        finally
        {
            Leave(id, watched);
        }
    }

    private Watched Join(string id)
    {
        lock (_lock)
        {
            if (!_watched.TryGetValue(id, out var watched))
            {
                _watched[id] = watched = new Watched();
                watched.Polling = PollAsync(id, watched);
            }

            watched.Watchers++;
            return watched;
        }
    }

    private void Leave(string id, Watched watched)
    {
        lock (_lock)
        {
            if (--watched.Watchers == 0)
            {
                Forget(id, watched);
                watched.Stop.Cancel();
            }
        }
    }

    private void Forget(string id, Watched watched)
    {
        lock (_lock)
        {
            if (_watched.GetValueOrDefault(id) == watched)
            {
                _watched.Remove(id);
            }
        }
    }

    // What goes wrong is told to every watcher, whose request it ends.
    private async Task PollAsync(string id, Watched watched)
    {
        var pace = new Pace();
        try
        {
            await Task.Yield();
            while (watched.Latest?.IsLast is not true)
            {
                if (await TryReadAsync(id, watched.Stop.Token) is { } status)
                {
                    pace.Add(time.GetUtcNow(), status.Songs.Matched);
                    watched.Tell(new StatusChange(status, pace.SongsPerSecond));
                }

                await Task.Delay(Interval, time, watched.Stop.Token);
            }
        }
        catch (OperationCanceledException) when (watched.Stop.IsCancellationRequested)
        {
            // Nobody watches any more.
        }
        catch (Exception failure)
        {
            watched.Fail(failure);
        }
        finally
        {
            Forget(id, watched);
        }
    }

    // An outage says nothing about the sync: watchers keep what they saw last.
    private async Task<SyncStatus?> TryReadAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await read(id, cancellationToken);
        }
        catch (RpcException exception) when (TemporalCalls.IsOutage(exception.Code) && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private sealed class Watched
    {
        private TaskCompletionSource _next = New();

        public CancellationTokenSource Stop { get; } = new();

        public int Watchers { get; set; }

        public Task? Polling { get; set; }

        public StatusChange? Latest { get; private set; }

        /// <summary>The newest status, and what completes when there is a newer one.</summary>
        public (StatusChange? Latest, Task Next) Look()
        {
            lock (Stop)
            {
                return (Latest, _next.Task);
            }
        }

        public void Tell(StatusChange change)
        {
            TaskCompletionSource told;
            lock (Stop)
            {
                (Latest, told, _next) = (change, _next, New());
            }

            told.SetResult();
        }

        public void Fail(Exception failure)
        {
            lock (Stop)
            {
                _next.TrySetException(failure);
            }
        }

        private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>A status as a watcher is told of it.</summary>
/// <param name="Status">The status document.</param>
/// <param name="SongsPerSecond">How fast songs are decided now; null while that cannot be said.</param>
internal sealed record StatusChange(SyncStatus Status, double? SongsPerSecond)
{
    private const int IdBytes = 8;

    /// <summary>The same for the same document, whichever replica tells it; so a watcher may go on at another one.</summary>
    public string EventId { get; } = Convert.ToHexStringLower(
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(Status, TemporalJson.Options)).AsSpan(0, IdBytes));

    public bool IsLast => Status.FinishedAt is not null && Status.Undo is not { FinishedAt: null };

    public SseItem<string> ToEvent(JsonSerializerOptions json) => new(JsonSerializer.Serialize(Status, json), "status") { EventId = EventId };
}

/// <summary>How many songs a second are decided, over the newest half minute. Pure.</summary>
internal sealed class Pace
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    private readonly Queue<(DateTimeOffset At, int Songs)> _samples = new();

    public double? SongsPerSecond { get; private set; }

    public void Add(DateTimeOffset at, int songs)
    {
        while (_samples.TryPeek(out var oldest) && at - oldest.At > Window)
        {
            _samples.Dequeue();
        }

        _samples.Enqueue((at, songs));
        var (since, before) = _samples.Peek();
        SongsPerSecond = songs > before ? (songs - before) / (at - since).TotalSeconds : null;
    }
}
