using MusicSync.Worker.Mcp;
using MusicSync.Worker.Playlists.Writer;
using Temporalio.Activities;

namespace MusicSync.Worker.Playlists.Naming;

/// <summary>The steps by which a name becomes a playlist, exactly one.</summary>
internal sealed class PlaylistNameActivities(
    PlaylistLibrary library, McpToolCaller mcp, WriteTiming timing, TimeProvider time)
{
    /// <summary>Looks through the user's playlists.</summary>
    [Activity("playlist.find-own")]
    public async Task<FoundPlaylist> FindOwnAsync(OwnPlaylist wanted)
    {
        await using var scope = ActivityScope.Start(ActivityExecutionContext.Current);
        return new FoundPlaylist(await library.FindOwnAsync(wanted, McpCallContext.ForSomebodyWaiting, scope.Token));
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
            return new CreatedPlaylist(PlaylistLibrary.Ref(created.Value));
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
            var found = await library.FindOwnAsync(request.Wanted, McpCallContext.ForSomebodyWaiting, scope.Token);
            if (found is not null || askedAt >= request.Until)
            {
                return new FoundPlaylist(found);
            }

            await Task.Delay(timing.SettlePoll, time, scope.Token);
        }
    }

    private DateTimeOffset SettledAt(DateTimeOffset notAfter) => notAfter + timing.HostWriteTimeout + timing.SettleTime;
}
