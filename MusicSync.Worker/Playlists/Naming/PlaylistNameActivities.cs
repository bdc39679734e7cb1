using MusicSync.Worker.Mcp;
using MusicSync.Worker.Playlists.Writer;
using MusicSync.Worker.Playlists.Writing;
using MusicSync.Worker.Spotify;
using MusicSync.Worker.Temporal;
using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace MusicSync.Worker.Playlists.Naming;

/// <summary>
/// How a name becomes a playlist, exactly one: what a sync asks, and the steps by which the name's workflow finds the answer.
/// </summary>
internal sealed class PlaylistNameActivities(
    ITemporalClient client, SpotifyPlaylists playlists, McpToolCaller mcp, WriteTiming timing, WriterOptions options, TimeProvider time)
{
    public const string ResolveNameActivity = "playlist.resolve-name";

    /// <summary>Finds or makes MusicSync's playlist of a name. Its heartbeat tells which workflow it waits for.</summary>
    [Activity(ResolveNameActivity)]
    public async Task<PlaylistRef> ResolveNameAsync(ResolveName request)
    {
        using var span = WorkerSpans.Start("resolve");
        string? waitsFor = null;
        await using var scope = ActivityScope.Start(ActivityExecutionContext.Current, () => waitsFor);
        var userId = await playlists.UserIdAsync(new(request.Interactive), scope.Token);
        waitsFor = PlaylistNameWorkflow.IdOf(userId, request.Name);
        var entity = new PlaylistName(userId, request.Name, timing.Scale, timing.SettleTime);
        var settings = new NameSettings(timing.Scale, timing.SettleTime, options.ContinueAsNewAfterSteps);
        var start = WithStartWorkflowOperation.Create(
            (PlaylistNameWorkflow workflow) => workflow.RunAsync(entity), TicketActivities.Shared(waitsFor));
        var update = new WorkflowUpdateWithStartOptions(request.RequestId, start) { Rpc = new() { CancellationToken = scope.Token } };
        try
        {
            return await client.ExecuteUpdateWithStartWorkflowAsync(
                (PlaylistNameWorkflow workflow) => workflow.ResolveAsync(settings), update);
        }
        catch (WorkflowUpdateFailedException failed) when (CallStop.In(failed.InnerException) is { } stop)
        {
            throw stop.ToFailure();
        }
        catch (WorkflowUpdateFailedException failed) when (ApplicationFailureIn(failed.InnerException) is { } final)
        {
            // The outcome of an update is kept under its id: asked again, it would only be the same.
            throw new ApplicationFailureException(final.Message, final.ErrorType, nonRetryable: true);
        }
    }

    /// <summary>Looks for MusicSync's own playlist of a name, without making it.</summary>
    [Activity("playlist.find-by-name")]
    public async Task<FoundPlaylist> FindByNameAsync(FindByName request)
    {
        using var span = WorkerSpans.Start("resolve");
        await using var scope = ActivityScope.Start(ActivityExecutionContext.Current);
        var context = new McpCallContext(request.Interactive);
        var userId = await playlists.UserIdAsync(context, scope.Token);
        var mark = PlaylistMarker.For(userId, request.Name);
        return FoundPlaylist.Of(await playlists.FindOwnAsync(userId, knownId: null, mark, context, scope.Token));
    }

    /// <summary>Looks through the user's playlists.</summary>
    [Activity("playlist.find-own")]
    public async Task<FoundPlaylist> FindOwnAsync(OwnPlaylist wanted)
    {
        await using var scope = ActivityScope.Start(ActivityExecutionContext.Current);
        return await FindAsync(wanted, scope.Token);
    }

    /// <summary>Creates a playlist once; a second attempt does not send it again.</summary>
    [Activity("playlist.create")]
    public async Task<CreatedPlaylist> CreateAsync(CreatePlaylist request)
    {
        var activity = ActivityExecutionContext.Current;
        if (activity.Info.HeartbeatDetails.Count > 0)
        {
            var earlier = await activity.Info.HeartbeatDetailAtAsync<CreateIntent>(0);
            if (earlier.NotAfter is { } sentBefore)
            {
                return new CreatedPlaylist(null, SettledAt(sentBefore));
            }
        }

        var lease = new WriteLease(activity, timing, time);
        lease.RefuseIfOverdue();
        var notAfter = time.GetUtcNow() + timing.SendWithin;
        if (!await lease.TryTakeAsync(new CreateIntent(notAfter)))
        {
            throw WriteLease.Fenced("Temporal did not confirm the right to write; nothing was sent.");
        }

        await using var scope = ActivityScope.Start(activity, lease.NextBeat);
        try
        {
            var created = await mcp.CallAsync(
                SpotifyTools.CreatePlaylist,
                new CreatePlaylistArguments(request.Name, request.Marker, Public: false),
                new McpCallContext(Interactive: true, notAfter),
                CancellationToken.None);
            return new CreatedPlaylist(PlaylistRef.Of(created.Value));
        }
        catch (McpCallException exception) when (exception.Failure.OutcomeUnknown)
        {
            return new CreatedPlaylist(null, SettledAt(notAfter));
        }
        catch (McpCallException exception)
        {
            lease.TakeBack(new CreateIntent(NotAfter: null));
            throw exception.Failure.Kind == McpFailureKind.TooLate ? WriteLease.Fenced(exception.Failure.Message) : exception;
        }
    }

    /// <summary>Looks for a playlist whose creation lost its answer, until it can no longer turn up.</summary>
    [Activity("playlist.await-created")]
    public async Task<FoundPlaylist> AwaitCreatedAsync(AwaitCreated request)
    {
        await using var scope = ActivityScope.Start(ActivityExecutionContext.Current);
        while (true)
        {
            var askedAt = time.GetUtcNow();
            var found = await FindAsync(request.Wanted, scope.Token);
            if (found.Playlist is not null || askedAt >= request.Until)
            {
                return found;
            }

            await Task.Delay(timing.SettlePoll, time, scope.Token);
        }
    }

    private async Task<FoundPlaylist> FindAsync(OwnPlaylist wanted, CancellationToken cancellationToken) =>
        FoundPlaylist.Of(await playlists.FindOwnAsync(
            wanted.UserId, wanted.KnownId, wanted.Marker, McpCallContext.ForSomebodyWaiting, cancellationToken));

    private DateTimeOffset SettledAt(DateTimeOffset notAfter) => notAfter + timing.HostWriteTimeout + timing.SettleTime;

    private static ApplicationFailureException? ApplicationFailureIn(Exception? failure) => failure switch
    {
        ApplicationFailureException application => application,
        FailureException { InnerException: { } inner } => ApplicationFailureIn(inner),
        _ => null,
    };
}

/// <summary>Input of <c>playlist.resolve-name</c>.</summary>
/// <param name="Name">The playlist's name.</param>
/// <param name="RequestId">Id of the request, the same for every attempt.</param>
/// <param name="Interactive">Whether somebody waits for it.</param>
public sealed record ResolveName(string Name, string RequestId, bool Interactive);

/// <summary>Input of <c>playlist.find-by-name</c>.</summary>
/// <param name="Name">The name.</param>
/// <param name="Interactive">Whether somebody waits for it.</param>
public sealed record FindByName(string Name, bool Interactive);

/// <summary>A playlist, if there is one.</summary>
/// <param name="Playlist">The playlist, or null.</param>
public sealed record FoundPlaylist(PlaylistRef? Playlist)
{
    internal static FoundPlaylist Of(SpotifyPlaylist? found) => new(found is null ? null : PlaylistRef.Of(found));
}

/// <summary>Input of <c>playlist.find-own</c>.</summary>
/// <param name="UserId">Whose playlists are looked through.</param>
/// <param name="KnownId">The id it had before, or null.</param>
/// <param name="Marker">The mark in its description.</param>
public sealed record OwnPlaylist(string UserId, string? KnownId, string Marker);

/// <summary>Input of <c>playlist.create</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Marker">Its description, by which a lost answer is found again.</param>
public sealed record CreatePlaylist(string Name, string Marker);

/// <summary>Result of <c>playlist.create</c>: the playlist, or until when it may still turn up.</summary>
/// <param name="Playlist">The playlist, or null.</param>
/// <param name="DoubtUntil">When a lost write can no longer turn up; null when nothing was sent.</param>
public sealed record CreatedPlaylist(PlaylistRef? Playlist, DateTimeOffset? DoubtUntil = null);

/// <summary>Input of <c>playlist.await-created</c>.</summary>
/// <param name="Wanted">What to look for.</param>
/// <param name="Until">How long.</param>
public sealed record AwaitCreated(OwnPlaylist Wanted, DateTimeOffset Until);

/// <summary>Heartbeat details of <c>playlist.create</c>.</summary>
/// <param name="NotAfter">The host sends it no later than this; null when it was refused unsent.</param>
public sealed record CreateIntent(DateTimeOffset? NotAfter);
