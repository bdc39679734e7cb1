using Microsoft.Extensions.Options;
using MusicSync.Worker.Api.Watching;
using MusicSync.Worker.Playlists.Writing;
using MusicSync.Worker.Spotify;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Temporal;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace MusicSync.Worker.Api;

/// <summary>Starts, cancels and resumes syncs; the same request sent twice joins the sync that it started before.</summary>
internal sealed partial class SyncCommands(
    ITemporalClient client, SyncQueries queries, WatchedSyncs watched, WriteTiming timing, PauseThresholds pauses, SearchBudget budget,
    IOptions<SyncHistoryOptions> history, ILogger<SyncCommands> logger)
{
    /// <summary>
    /// Most bytes of a compressed request. Its report holds the rows and up to <see cref="MatchChunk.ReportBytes"/> of decisions;
    /// Temporal refuses payloads over 2 MB.
    /// </summary>
    private const int MaxCompressedBytes = 900_000;

    /// <summary>Starts a sync, or joins the one that the same request started.</summary>
    /// <param name="request">The sync.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <param name="asked">Hash of what was asked for, where its songs were read from elsewhere and may be others the next time.</param>
    /// <returns>The request as it was started now; null when it was joined.</returns>
    /// <exception cref="ProblemException">It is too large, or its id belongs to another request.</exception>
    public async Task<SyncRequest?> StartAsync(SyncRequest request, CancellationToken cancellationToken, string? asked = null)
    {
        client.EnsureConnected();
        EnsureItFits(request);
        var hash = asked ?? ContentHash(request);
        var options = new WorkflowOptions(SyncIds.ToWorkflow(request.Id), TaskQueues.Sync)
        {
            IdReusePolicy = WorkflowIdReusePolicy.RejectDuplicate,
            Memo = SyncMemo.OfStarted(request, hash),
            Priority = TaskPriorities.Of(request.IsInteractive),
            // Its first task comes with the answer, where this process works too.
            RequestEagerStart = true,
            Rpc = TemporalCalls.Options(cancellationToken),
        };
        var settled = request with
        {
            TimeScale = timing.Scale,
            LongWait = pauses.WriteFirst,
            SearchesADay = budget.SearchesADay,
            MaxEvents = history.Value.MaxEvents,
        };
        try
        {
            await client.StartWorkflowAsync((MusicSyncWorkflow workflow) => workflow.RunAsync(settled), options);
            Log.Accepted(logger, request.Id, request.Songs.Count, request.Rejected.Count);
            return settled;
        }
        catch (WorkflowAlreadyStartedException)
        {
            await JoinAsync(request.Id, hash, cancellationToken);
            return null;
        }
    }

    /// <summary>Joins the sync that the same request started before, if there is one.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="ProblemException">The id belongs to another request.</exception>
    public Task<bool> TryJoinAsync(SyncRequest request, CancellationToken cancellationToken) =>
        TryJoinAsync(request.Id, ContentHash(request), cancellationToken);

    /// <summary>Joins the sync that the same request started before, if there is one.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="asked">Hash of what was asked for.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="ProblemException">The id belongs to another request.</exception>
    public async Task<bool> TryJoinAsync(string id, string asked, CancellationToken cancellationToken)
    {
        client.EnsureConnected();
        try
        {
            await JoinAsync(id, asked, cancellationToken);
            return true;
        }
        catch (RpcException exception) when (exception.Code == RpcException.StatusCode.NotFound)
        {
            return false;
        }
    }

    /// <summary>Asks it to stop; one that has ended stays as it is.</summary>
    public async Task CancelAsync(string id, CancellationToken cancellationToken)
    {
        if (await queries.IsRunningAsync(id, cancellationToken))
        {
            var sync = client.GetWorkflowHandle(SyncIds.ToWorkflow(id));
            await sync.CancelAsync(new() { Rpc = TemporalCalls.Options(cancellationToken) });
            watched.Forget(sync.Id);
        }
    }

    /// <summary>Lets a parked sync go on.</summary>
    /// <exception cref="ProblemException">There is no such sync, or it waits for nobody.</exception>
    public async Task<SyncStatus> ResumeAsync(string id, CancellationToken cancellationToken)
    {
        if (!await queries.IsRunningAsync(id, cancellationToken))
        {
            throw NothingWaits(id);
        }

        try
        {
            return await client.GetWorkflowHandle<MusicSyncWorkflow>(SyncIds.ToWorkflow(id)).ExecuteUpdateAsync(
                workflow => workflow.ResumeAsync(), new() { Rpc = TemporalCalls.Query(cancellationToken) });
        }
        catch (WorkflowUpdateFailedException refused)
            when (refused.InnerException is ApplicationFailureException { ErrorType: MusicSyncWorkflow.NothingWaits })
        {
            throw NothingWaits(id);
        }
    }

    private async Task JoinAsync(string id, string hash, CancellationToken cancellationToken)
    {
        var existing = await client.GetWorkflowHandle(SyncIds.ToWorkflow(id))
            .DescribeAsync(new() { Rpc = TemporalCalls.Options(cancellationToken) });
        if (await existing.Memo[SyncMemo.ContentHash].ToValueAsync<string>() != hash)
        {
            throw new ProblemException(
                StatusCodes.Status409Conflict,
                "The id is taken",
                $"A sync with id {id} exists and holds another request; choose another id, or leave it out.");
        }
    }

    private static void EnsureItFits(SyncRequest request)
    {
        var size = GzipPayloadCodec.SizeOf(TemporalJson.DataConverter.PayloadConverter.ToPayload(request));
        if (size > MaxCompressedBytes)
        {
            throw ProblemException.TooLarge(
                $"The list has {size / 1000:N0} KB compressed, more than {MaxCompressedBytes / 1000:N0}; send it in parts.");
        }
    }

    // What the playlist was called when it was checked is no part of what was asked for.
    private static string ContentHash(SyncRequest request) => TemporalJson.HashOf(request with { Checked = null });

    private static ProblemException NothingWaits(string id) => new(
        StatusCodes.Status409Conflict,
        "Nothing waits",
        $"Sync {id} is not parked: it goes on by itself, or has ended. GET /syncs/{id} says which.");

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Sync {SyncId} accepted: {Songs} songs, {Rejected} rows rejected")]
        public static partial void Accepted(ILogger logger, string syncId, int songs, int rejected);
    }
}

/// <summary>The steps from a request to a sync, wherever the request came from.</summary>
internal sealed class SyncStarter(McpAdmission admission, PlaylistCheck check, SyncCommands commands, SyncQueries queries, TimeProvider time)
{
    /// <summary>Starts a sync, or joins the one that the same request started before.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="isRepeatable">Whether the caller chose the id and may send the request again.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Its status.</returns>
    /// <exception cref="ProblemException">Nothing was started.</exception>
    public async Task<SyncStatus> StartAndTellAsync(SyncRequest request, bool isRepeatable, CancellationToken cancellationToken) =>
        // Of one that has just begun nothing is to be asked: it would be a call, a query and an action of Temporal more.
        await StartAsync(request, isRepeatable, cancellationToken) is { } started
            ? Queued(started)
            : await StatusOrQueuedAsync(request, cancellationToken);

    /// <summary>The same for songs that are read from elsewhere, once: a request that is repeated joins, whatever stands there now.</summary>
    /// <param name="id">Id of the sync.</param>
    /// <param name="asked">Hash of what was asked for.</param>
    /// <param name="isRepeatable">Whether the caller chose the id and may send the request again.</param>
    /// <param name="read">Reads the songs.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Its status.</returns>
    /// <exception cref="ProblemException">Nothing was started.</exception>
    public async Task<SyncStatus> ReadAndStartAsync(
        string id, string asked, bool isRepeatable, Func<Task<SyncRequest>> read, CancellationToken cancellationToken)
    {
        if (isRepeatable && await commands.TryJoinAsync(id, asked, cancellationToken))
        {
            return await queries.StatusAsync(id, cancellationToken);
        }

        await admission.EnsureUpAsync(cancellationToken);
        var request = await check.CheckAsync(await read(), cancellationToken);
        return await commands.StartAsync(request, cancellationToken, asked) is { } started
            ? Queued(started)
            : await StatusOrQueuedAsync(request, cancellationToken);
    }

    /// <summary>The request as it was started now; null when it was joined.</summary>
    private async Task<SyncRequest?> StartAsync(SyncRequest request, bool isRepeatable, CancellationToken cancellationToken)
    {
        // Before anything else is checked: what was accepted once is answered again, whatever has changed since.
        if (isRepeatable && await commands.TryJoinAsync(request, cancellationToken))
        {
            return null;
        }

        await admission.EnsureUpAsync(cancellationToken);
        return await commands.StartAsync(await check.CheckAsync(request, cancellationToken), cancellationToken);
    }

    private async Task<SyncStatus> StatusOrQueuedAsync(SyncRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await queries.StatusAsync(request.Id, cancellationToken);
        }
        catch (RpcException exception) when (TemporalCalls.IsOutage(exception.Code))
        {
            // It is accepted all the same; an error would have it sent and started again.
            return Queued(request);
        }
    }

    private SyncStatus Queued(SyncRequest request) => new SyncProgress(request, time.GetUtcNow()).Status();
}
