using MusicSync.Worker.Orders;
using MusicSync.Worker.Syncs;

namespace MusicSync.Worker.Api.Orders;

/// <summary>Syncs as a run of an order starts and sees them: by the same code as those of callers.</summary>
internal sealed class OrderSyncs(SyncCommands commands, SyncQueries queries)
{
    public async Task<SyncStart> StartAsync(SyncRequest request, CancellationToken cancellationToken)
    {
        if (request.Songs.Count + request.Rejected.Count > Songs.SongLimits.Songs)
        {
            return new SyncStart($"The source has {request.Songs.Count + request.Rejected.Count} rows; one sync takes {Songs.SongLimits.Songs}.");
        }

        try
        {
            await commands.StartAsync(request, cancellationToken);
            return new SyncStart();
        }
        catch (ProblemException taken) when (taken.Status == StatusCodes.Status409Conflict)
        {
            return new SyncStart(IsAnother: true);
        }
        catch (ProblemException problem)
        {
            return new SyncStart(problem.Message);
        }
    }

    /// <summary>How a sync ended; null while it runs, when it is asked nothing.</summary>
    public async Task<OrderedSync?> EndOfAsync(string syncId, CancellationToken cancellationToken)
    {
        try
        {
            return await queries.IsRunningAsync(syncId, cancellationToken)
                ? null
                : OrderedSync.Of(await queries.OwnStatusAsync(syncId, cancellationToken));
        }
        catch (ProblemException gone) when (gone.Status == StatusCodes.Status404NotFound)
        {
            return new OrderedSync(SyncState.Completed);
        }
        catch (ProblemException ended) when (ended.Status == StatusCodes.Status410Gone)
        {
            return new OrderedSync(SyncState.Cancelled);
        }
    }
}
