using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using MusicSync.EndToEnd.Tests.Support;
using MusicSync.Worker.Api.Watching;
using MusicSync.Worker.Matching;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Playlists.Writer;
using MusicSync.Worker.Songs;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Temporal;
using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Worker;

namespace MusicSync.EndToEnd.Tests.Hours;

/// <summary>The sync workflow alone on a Temporal that skips hours; what its activities answer, the test says.</summary>
internal sealed class ScriptedSync : IAsyncDisposable
{
    private const string Id = "scripted";
    private const int DaysAtOnce = 5;
    private static readonly string WriterId = PlaylistWorkflow.IdOf("playlist");
    private readonly SkippingTime _temporal;

    private ScriptedSync(SkippingTime temporal) => _temporal = temporal;

    /// <summary>Keeps what the sync says of itself; nothing gets old there.</summary>
    public WatchedSyncs Watched { get; } = new(new FakeTimeProvider());

    public WorkflowHandle<MusicSyncWorkflow, SyncResult> Handle =>
        _temporal.Client.GetWorkflowHandle<MusicSyncWorkflow, SyncResult>(SyncIds.ToWorkflow(Id));

    public static async Task<ScriptedSync> StartAsync(SkippingServer server) => new(await SkippingTime.StartAsync(server));

    /// <summary>Runs a sync of so many songs and, beside it, the test.</summary>
    public async Task RunAsync(int songs, int? mostEvents, ScriptedActivities activities, Func<Task> test)
    {
        using var worker = new TemporalWorker(
            _temporal.Client,
            new TemporalWorkerOptions(TaskQueues.Sync) { Interceptors = [Watched] }.AddWorkflow<MusicSyncWorkflow>().AddAllActivities(activities));
        await worker.ExecuteAsync(
            async () =>
            {
                var request = new SyncRequest(
                    Id,
                    new PlaylistTarget(Id: "playlist"),
                    [.. Enumerable.Range(1, songs).Select(line => new Song(line, $"Title {line}", $"Artist {line}"))],
                    [],
                    new SyncOptions(Priority: SyncPriority.Bulk),
                    new PlaylistRef("playlist", "Name", Url: null),
                    MaxEvents: mostEvents);
                await _temporal.Client.StartWorkflowAsync(
                    (MusicSyncWorkflow workflow) => workflow.RunAsync(request), new(SyncIds.ToWorkflow(Id), TaskQueues.Sync));
                await test();
            },
            TestContext.Current.CancellationToken);
    }

    /// <summary>Runs a sync of one song that somebody waits for beside a workflow that stands where the playlist's writer stands.</summary>
    public async Task RunAsync<TWriter>(ScriptedActivities activities, Func<Task> test)
    {
        using var worker = new TemporalWorker(
            _temporal.Client,
            new TemporalWorkerOptions(TaskQueues.Sync).AddWorkflow<MusicSyncWorkflow>().AddWorkflow<TWriter>().AddAllActivities(activities));
        await worker.ExecuteAsync(
            async () =>
            {
                var writer = new PlaylistWriter("playlist", TimeScale: 1, SettleTime: TimeSpan.FromSeconds(35));
                await _temporal.Client.StartWorkflowAsync(nameof(PlaylistWorkflow), [writer], new(WriterId, TaskQueues.Sync));
                var request = new SyncRequest(
                    Id,
                    new PlaylistTarget(Id: "playlist"),
                    [new Song(1, "Title", "Artist")],
                    [],
                    new SyncOptions(Priority: SyncPriority.Interactive),
                    new PlaylistRef("playlist", "Name", Url: null));
                await _temporal.Client.StartWorkflowAsync(
                    (MusicSyncWorkflow workflow) => workflow.RunAsync(request), new(SyncIds.ToWorkflow(Id), TaskQueues.Sync));
                await test();
            },
            TestContext.Current.CancellationToken);
    }

    /// <summary>Waits until what stands for the writer has got a signal of this name.</summary>
    public Task UntilWriterGotAsync(string signal) => Eventually.TrueAsync(async () =>
        (await _temporal.Client.GetWorkflowHandle(WriterId).FetchHistoryAsync()).Events
            .Any(item => item.WorkflowExecutionSignaledEventAttributes?.SignalName == signal));

    /// <summary>
    /// Lets days pass. Nobody asks the workflow meanwhile: the test server then stands still now and then, until its call times
    /// out.
    /// </summary>
    public async Task SkipDaysAsync(int days)
    {
        for (var left = days; left > 0; left -= DaysAtOnce)
        {
            await SkipAsync(TimeSpan.FromDays(Math.Min(left, DaysAtOnce)));
        }
    }

    /// <summary>Lets that much time pass at once.</summary>
    public Task SkipAsync(TimeSpan time) => _temporal.SkipAsync(time);

    /// <summary>Waits until the status is as wanted, without letting time pass.</summary>
    public async Task<SyncStatus> UntilAsync(Func<SyncStatus, bool> wanted)
    {
        SyncStatus? status = null;
        await Eventually.TrueAsync(async () => wanted(status = await Handle.QueryAsync(workflow => workflow.Status())));
        return status!;
    }

    /// <summary>How many of its activities are not over yet.</summary>
    public async Task<int> PendingAsync() => (await _temporal.Client.WorkflowService.DescribeWorkflowExecutionAsync(new()
    {
        Namespace = _temporal.Client.Options.Namespace,
        Execution = new() { WorkflowId = Handle.Id },
    })).PendingActivities.Count;

    /// <summary>Events of each run.</summary>
    public async Task<IReadOnlyList<int>> EventsAsync(IEnumerable<string> runs)
    {
        var lengths = new List<int>();
        foreach (var run in runs)
        {
            lengths.Add((await _temporal.Client.GetWorkflowHandle(SyncIds.ToWorkflow(Id), run).FetchHistoryAsync()).Events.Count);
        }

        return lengths;
    }

    public ValueTask DisposeAsync() => _temporal.DisposeAsync();
}

/// <summary>Songs are found as the test says; what is submitted is in the playlist at once.</summary>
public sealed class ScriptedActivities(Func<MatchChunk, DateTime, Task<MatchedChunk>> match)
{
    private readonly ConcurrentQueue<string> _runs = new();
    private readonly ConcurrentQueue<string> _tickets = new();

    /// <summary>Runs that asked for songs, first one first.</summary>
    public IReadOnlyList<string> Runs => [.. _runs.Distinct()];

    public IReadOnlyList<string> Tickets => [.. _tickets];

    public static MatchDecision Accepted(Song song) => new(
        song.Line, MatchOutcome.Accepted, new ChosenTrack($"spotify:track:{song.Line:D22}", song.Title, [song.Artist]), 1, ["same title and artist"], []);

    /// <summary>What happens in hours is no matter of a workflow's task.</summary>
    [Activity("songs.match-in-task")]
    public static Task<MatchedChunk?> MatchInTaskAsync(MatchChunk _) => Task.FromResult<MatchedChunk?>(null);

    [Activity("playlist.submit-in-task")]
    public static async Task<bool> SubmitInTaskAsync(SubmitTicket submit)
    {
        try
        {
            await ActivityExecutionContext.Current.TemporalClient.GetWorkflowHandle(PlaylistWorkflow.IdOf(submit.PlaylistId))
                .SignalAsync(TicketSignals.Submit, [submit.Ticket]);
            return true;
        }
        catch (RpcException exception) when (exception.Code == RpcException.StatusCode.NotFound)
        {
            return false;
        }
    }

    [Activity("songs.match")]
    public async Task<MatchedChunk> MatchAsync(MatchChunk chunk)
    {
        var info = ActivityExecutionContext.Current.Info;
        _runs.Enqueue(info.WorkflowRunId!);
        return await match(chunk, info.StartedTime);
    }

    [Activity("playlist.submit")]
    public async Task<TicketReceipt> SubmitAsync(SubmitTicket submit)
    {
        var ticket = submit.Ticket;
        _tickets.Enqueue(ticket.Id);
        var done = new TicketProgress(
            ticket.Id, TicketPhase.Done, new PlaylistChanges(Added: [.. ticket.Tracks.Select(track => track.Line)]), Stop: null);
        await ActivityExecutionContext.Current.TemporalClient.GetWorkflowHandle(ticket.SyncWorkflowId)
            .SignalAsync(TicketSignals.Progress, [done]);
        return new TicketReceipt(ticket.Id, 0);
    }
}
