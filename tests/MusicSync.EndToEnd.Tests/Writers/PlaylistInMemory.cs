using System.Collections.Concurrent;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Playlists.Reading;
using MusicSync.Worker.Playlists.Writing;
using Temporalio.Activities;

namespace MusicSync.EndToEnd.Tests.Writers;

/// <summary>The activities of a playlist's writer on a list in memory; a test may stand in the way of each.</summary>
internal sealed class PlaylistInMemory
{
    private readonly Lock _lock = new();
    private readonly List<string> _uris = [];
    private readonly ConcurrentDictionary<string, Func<Task>> _before = [];
    private readonly ConcurrentDictionary<string, Func<Task>> _instead = [];
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _begun = [];

    public IReadOnlyList<string> Uris
    {
        get
        {
            lock (_lock)
            {
                return [.. _uris];
            }
        }
    }

    /// <summary>What was to be added in one step, in turn.</summary>
    public ConcurrentQueue<AddTickets> Added { get; } = [];

    /// <summary>A track that does not exist.</summary>
    public string? Dead { get; init; }

    /// <summary>What happens before an activity of this type does its work, at each attempt.</summary>
    public void Before(string activity, Func<Task> wait) => _before[activity] = wait;

    /// <summary>What the next attempt of this type does instead of its work, without a heartbeat of its own.</summary>
    public void Instead(string activity, Func<Task> work) => _instead[activity] = work;

    /// <summary>Holds activities of this type until the result is disposed.</summary>
    public IDisposable Hold(string activity)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _begun[activity] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Before(activity, () => gate.Task);
        return new Opening(() =>
        {
            _before.TryRemove(activity, out _);
            gate.TrySetResult();
        });
    }

    /// <summary>Waits until an activity that is held has begun.</summary>
    public Task BegunAsync(string activity) => _begun[activity].Task.WaitAsync(TestContext.Current.CancellationToken);

    /// <summary>Somebody else adds a row.</summary>
    public void Add(string uri)
    {
        lock (_lock)
        {
            _uris.Add(uri);
        }
    }

    [Activity("playlist.compare")]
    public async Task<ComparedList> CompareAsync(CompareList request)
    {
        await EnterAsync("playlist.compare");
        var uris = Uris;
        var present = request.Tracks.Where(row => uris.Contains(row.Track.Uri)).Select(row => row.Line).ToList();
        return new ComparedList(
            [.. request.Tracks.Select(row => row.Line).Except(present)], present, [], TailOf(uris), DateTimeOffset.UtcNow);
    }

    [Activity("playlist.write")]
    public async Task<WrittenBatch> WriteAsync(WriteBatch batch)
    {
        await EnterAsync("playlist.write");
        lock (_lock)
        {
            if (TailOf(_uris) != batch.Tail)
            {
                return new WrittenBatch([], [], Doubt: null, Tail: null);
            }

            _uris.AddRange(batch.Rows.Select(row => row.Track.Uri));
            return new WrittenBatch(
                [.. batch.Rows.Select(row => row.Line)], [], Doubt: null, TailOf(_uris), DateTimeOffset.UtcNow, batch.OnlyBatch);
        }
    }

    [Activity("playlist.add")]
    public async Task<AddedTickets> AddAsync(AddTickets request)
    {
        await EnterAsync("playlist.add");
        Added.Enqueue(request);
        lock (_lock)
        {
            var before = TailOf(_uris);
            HashSet<string> planned = [];
            List<int> compared = [];
            List<WantedTrack> absent = [];
            List<int> present = [];
            foreach (var (index, ticket) in request.Tickets.Index())
            {
                if (!ticket.Rows.Any(row => planned.Contains(row.Track.Uri)))
                {
                    compared.Add(index);
                    var found = ticket.Rows.ToLookup(row => _uris.Contains(row.Track.Uri));
                    present.AddRange(found[true].Select(row => row.Line));
                    absent.AddRange(found[false]);
                    planned.UnionWith(found[false].Select(row => row.Track.Uri));
                }
            }

            var written = absent.Where(row => row.Track.Uri != Dead).ToList();
            _uris.AddRange(written.Select(row => row.Track.Uri));
            var dead = absent.Except(written).Select(row => row.Line).ToList();
            return new AddedTickets(
                compared,
                [.. absent.Select(row => row.Line)],
                present,
                [],
                before,
                new WrittenBatch([.. written.Select(row => row.Line)], dead, Doubt: null, TailOf(_uris), DateTimeOffset.UtcNow, Verified: true));
        }
    }

    [Activity("playlist.settle")]
    public async Task<SettledWrite> SettleAsync(SettleWrite request)
    {
        await EnterAsync("playlist.settle");
        var uris = Uris;
        return new SettledWrite(
            request.Rows.All(row => uris.Contains(row.Track.Uri)), TailOf(uris), TailReadAt: DateTimeOffset.UtcNow);
    }

    [Activity("playlist.verify")]
    public async Task<VerifiedList> VerifyAsync(VerifyList request)
    {
        await EnterAsync("playlist.verify");
        var uris = Uris;
        return new VerifiedList(
            [.. request.Rows.Where(row => !uris.Contains(row.Track.Uri)).Select(row => row.Line)], [], []);
    }

    private async Task EnterAsync(string activity)
    {
        if (_begun.TryGetValue(activity, out var begun))
        {
            begun.TrySetResult();
        }

        if (_instead.TryRemove(activity, out var work))
        {
            await work();
        }

        if (_before.TryGetValue(activity, out var wait))
        {
            var context = ActivityExecutionContext.Current;
            var waited = wait();
            while (!waited.IsCompleted)
            {
                context.Heartbeat();
                await Task.WhenAny(waited, Task.Delay(TimeSpan.FromMilliseconds(50), context.CancellationToken));
                context.CancellationToken.ThrowIfCancellationRequested();
            }

            await waited;
        }
    }

    private static ListTail TailOf(IReadOnlyList<string> uris) => new(uris.Count, uris is [.., var last] ? last : null);

    private sealed class Opening(Action open) : IDisposable
    {
        public void Dispose() => open();
    }
}
