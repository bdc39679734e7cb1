using System.Globalization;
using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.EndToEnd.Tests.Support;
using MusicSync.Worker.Matching;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Playlists.Writer;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Worker;

namespace MusicSync.EndToEnd.Tests.Writers;

/// <summary>One playlist's writer on a real Temporal server, its playlist in memory, and the syncs it reports to.</summary>
internal sealed class WriterLab : IAsyncDisposable
{
    // Heartbeat timeouts of a second: the shortest that a busy machine keeps.
    private const double TimeScale = 0.1;

    private readonly ITemporalClient _client;
    private readonly TemporalWorker _worker;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private readonly string _id = $"playlist{Guid.NewGuid():N}"[..22];

    /// <param name="server">The Temporal server.</param>
    /// <param name="isEarlierCode">Whether no patch of the workflow's logic is active in the runs that it begins.</param>
    public WriterLab(LoneTemporal server, bool isEarlierCode = false)
    {
        _client = server.Client;
        Queue = _id;
        var options = new TemporalWorkerOptions(Queue) { PatchActivationCallback = isEarlierCode ? _ => false : null };
        _worker = new TemporalWorker(_client, options
            .AddWorkflow<PlaylistWorkflow>()
            .AddWorkflow<ToldSync>()
            .AddAllActivities(Playlist));
        _running = _worker.ExecuteAsync(_stop.Token);
    }

    /// <summary>The line whose track does not exist.</summary>
    public const int DeadLine = 666;

    public PlaylistInMemory Playlist { get; } = new() { Dead = Uri(DeadLine) };

    /// <summary>Steps after which the writer goes on in a new run; null leaves it to Temporal.</summary>
    public int? Steps { get; init; }

    public int MaxCarriedTracks { get; init; } = 20_000;

    private string Queue { get; }

    private string WriterId => PlaylistWorkflow.IdOf(_id);

    public static string Uri(int line) => string.Create(CultureInfo.InvariantCulture, $"spotify:track:{line:D22}");

    /// <summary>A ticket for the tracks of these lines.</summary>
    public Ticket Ticket(string name, int first, int count, bool interactive = false) => new(
        $"{_id}-{name}/1",
        $"sync/{_id}-{name}",
        [.. Enumerable.Range(first, count).Select(line => new WantedTrack(
            line, new ChosenTrack(Uri(line), string.Create(CultureInfo.InvariantCulture, $"Song {line}"), ["Somebody"], DurationMs: 1)))],
        DuplicateHandling.Skip,
        interactive);

    public async Task SubmitAsync(Ticket ticket)
    {
        await StartSyncAsync(ticket);
        await _client.ExecuteUpdateWithStartWorkflowAsync(
            (PlaylistWorkflow workflow) => workflow.SubmitAsync(ticket), new(ticket.Id, Start()));
    }

    /// <summary>Sends a ticket to a writer that is there, as a sync does.</summary>
    public async Task SignalAsync(Ticket ticket)
    {
        await StartSyncAsync(ticket);
        await _client.GetWorkflowHandle(WriterId).SignalAsync(TicketSignals.Submit, [ticket]);
    }

    /// <summary>Submits a ticket until the writer has room for it.</summary>
    public Task UntilRoomAsync(Ticket ticket) => Eventually.TrueAsync(async () =>
    {
        try
        {
            await SubmitAsync(ticket);
            return true;
        }
        catch (WorkflowUpdateFailedException)
        {
            return false;
        }
    });

    public Task<PlaylistChanges> WithdrawAsync(Ticket ticket) => _client.ExecuteUpdateWithStartWorkflowAsync(
        (PlaylistWorkflow workflow) => workflow.WithdrawAsync(ticket.Id), new($"withdraw/{ticket.Id}", Start()))
        .WaitAsync(TestTimeouts.Default, TestContext.Current.CancellationToken);

    /// <summary>Waits for the report that ends a ticket.</summary>
    public async Task<TicketProgress> EndAsync(Ticket ticket)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TestTimeouts.Default);
        while (true)
        {
            var reports = await ReportsAsync(ticket);
            if (reports.FirstOrDefault(report => report.Phase is TicketPhase.Done or TicketPhase.Stopped or TicketPhase.Withdrawn) is { } end)
            {
                return end;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
        }
    }

    /// <summary>Waits until the writer has told a ticket's sync this.</summary>
    public Task UntilToldAsync(Ticket ticket, TicketPhase phase) =>
        Eventually.TrueAsync(async () => (await ReportsAsync(ticket)).Any(report => report.Phase == phase));

    /// <summary>What the writer has told a ticket's sync so far.</summary>
    public Task<IReadOnlyList<TicketProgress>> ReportsAsync(Ticket ticket) =>
        _client.GetWorkflowHandle<ToldSync>(ticket.SyncWorkflowId).QueryAsync(sync => sync.Reports);

    /// <summary>What Temporal knows of the writer.</summary>
    public WorkflowHistory History => new(_client.Connection.Options.TargetHost!, WriterId);

    /// <summary>Waits until the writer has begun to handle an update of this name.</summary>
    public Task UntilAcceptedAsync(string update) => Eventually.TrueAsync(async () => (await History.EventsAsync()).Any(
        item => item.WorkflowExecutionUpdateAcceptedEventAttributes?.AcceptedRequest?.Input.Name == update));

    /// <summary>Waits until Temporal holds an activity of this type back for another attempt.</summary>
    public Task UntilHeldBackAsync(string activity) => Eventually.TrueAsync(async () =>
        await History.PendingAsync(activity) is { State: PendingActivityState.Scheduled, LastFailure: not null });

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _running;
        }
        catch (OperationCanceledException)
        {
            // That is how it ends.
        }

        _worker.Dispose();
        _stop.Dispose();
    }

    private Task<WorkflowHandle<ToldSync>> StartSyncAsync(Ticket ticket) => _client.StartWorkflowAsync(
        (ToldSync sync) => sync.RunAsync(),
        new(ticket.SyncWorkflowId, Queue) { IdConflictPolicy = WorkflowIdConflictPolicy.UseExisting });

    private WithStartWorkflowOperation<WorkflowHandle<PlaylistWorkflow>> Start()
    {
        var writer = new PlaylistWriter(
            _id, TimeScale, TimeSpan.FromSeconds(1), Carried: null, Steps, MaxCarriedTracks);
        return WithStartWorkflowOperation.Create(
            (PlaylistWorkflow workflow) => workflow.RunAsync(writer),
            new(WriterId, Queue) { IdConflictPolicy = WorkflowIdConflictPolicy.UseExisting });
    }
}
