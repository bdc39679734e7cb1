using MusicSync.Worker.Songs;
using MusicSync.Worker.Sources;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Syncs.Mirrors;
using MusicSync.Worker.Temporal;
using Temporalio.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Exceptions;

namespace MusicSync.Worker.Orders;

/// <summary>Starts a sync as <c>POST /syncs</c> does, or joins the one of the same id.</summary>
/// <param name="request">The sync.</param>
/// <param name="cancellationToken">Gives up waiting.</param>
/// <returns>What became of it.</returns>
internal delegate Task<SyncStart> StartSync(SyncRequest request, CancellationToken cancellationToken);

/// <summary>What became of starting a sync.</summary>
/// <param name="Problem">Why it cannot be started; null when it is under way.</param>
/// <param name="IsAnother">Whether one of that id is under way with other songs.</param>
internal sealed record SyncStart(string? Problem = null, bool IsAnother = false);

/// <summary>How a sync stands.</summary>
/// <param name="syncId">The sync.</param>
/// <param name="cancellationToken">Gives up waiting.</param>
/// <returns>How it ended; null while it runs.</returns>
internal delegate Task<OrderedSync?> LookUpSync(string syncId, CancellationToken cancellationToken);

/// <summary>The tracks that a mirror has added.</summary>
/// <param name="mirror">The mirror's name.</param>
/// <param name="cancellationToken">Gives up waiting.</param>
/// <returns>All of them.</returns>
internal delegate Task<IReadOnlyList<OwnTrack>> ReadOwn(string mirror, CancellationToken cancellationToken);

/// <summary>
/// What an order does in a run, in one activity: the songs go from the source straight into a sync, and only what a page could
/// hold goes through the order's own history.
/// </summary>
internal sealed class OrderActivities(SourceReader sources, StartSync start, LookUpSync lookUp, ReadOwn own)
{
    // A source that asks for more is left to the next run: it could otherwise keep the order waiting for years.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    /// <summary>Looks at the source and starts a sync when it has changed. Repeated, it starts none twice.</summary>
    [Activity("order.run")]
    public async Task<OrderState> RunAsync(OrderLook look)
    {
        await using var scope = ActivityScope.Start(ActivityExecutionContext.Current);
        var state = look.Before;
        if (state.Open is { SyncId: { } open })
        {
            if (await lookUp(open, scope.Token) is not { } sync)
            {
                return state.With(new OrderRun(look.At, RunOutcome.Skipped, Detail: $"Sync {open} of an earlier run has not ended yet."));
            }

            state = state.Ended(open, sync);
        }

        state = state.For(HashOf(look.Order));
        try
        {
            // What was confirmed is read once more: unchanged, it would not be told.
            var known = IsConfirmed(look.Order, state) ? null : state.Version;
            var answer = await sources.ReadAsync(look.Order.Source, known, scope.Token);
            return await TakeAsync(look, state, answer, scope.Token);
        }
        catch (SourceException exception) when (exception.Passes && !(exception.RetryAfter > LongestWait))
        {
            throw new ApplicationFailureException(
                exception.Message, ActivityFailureTypes.SourceUnavailable, nextRetryDelay: exception.RetryAfter, category: ApplicationErrorCategory.Benign);
        }
        catch (SourceException exception)
        {
            return state.With(new OrderRun(look.At, RunOutcome.Failed, Detail: exception.Message));
        }
    }

    /// <summary>What is followed, and how; not when.</summary>
    internal static string HashOf(StandingOrder order) => TemporalJson.HashOf(new { order.Source, order.Target, order.Options, order.Mode });

    private async Task<OrderState> TakeAsync(OrderLook look, OrderState state, SourceAnswer answer, CancellationToken cancellationToken)
    {
        if (answer.List is not { } list)
        {
            return state.With(new OrderRun(look.At, RunOutcome.Unchanged));
        }

        var content = ContentHash(list);
        var seen = state with { Version = answer.Version, ContentHash = content };
        var isConfirmed = IsConfirmed(look.Order, state) && content == look.Order.Confirmed;
        if (content == state.ContentHash && !isConfirmed)
        {
            return seen.With(new OrderRun(look.At, RunOutcome.Unchanged, list.Songs.Count));
        }

        var mirror = look.Order.Mode is OrderMode.Mirror
            ? new SyncMirror(await own(look.Order.Mirror, cancellationToken), isConfirmed, look.Order.Mirror)
            : null;
        // A mirror that has something in the playlist asks whether all of it is to go.
        if (list.Songs.Count == 0 && mirror is not { Own.Count: > 0 })
        {
            return seen.With(new OrderRun(look.At, RunOutcome.Empty, Songs: 0, Detail: NoSongs(list)));
        }

        var request = new SyncRequest(
            OrderIds.ToSync(look.Order.Id, look.At), look.Order.Target, list.Songs, list.Rejected, look.Order.Options, look.Order.Checked, Mirror: mirror);
        return await start(request, cancellationToken) switch
        {
            { Problem: { } problem } => state.With(new OrderRun(look.At, RunOutcome.Failed, list.Songs.Count, Detail: problem)),
            // An attempt before this one started it, and the source has changed since: the next run looks at it anew.
            { IsAnother: true } => (state with { Version = null, ContentHash = null }).With(new OrderRun(look.At, RunOutcome.Started, SyncId: request.Id)),
            _ => seen.With(new OrderRun(look.At, RunOutcome.Started, list.Songs.Count, request.Id)),
        };
    }

    private static bool IsConfirmed(StandingOrder order, OrderState state) =>
        state.Question is not null && order.Confirmed is not null && order.Confirmed == state.ContentHash;

    // Where a song stands in a file does not matter: a comment more is no change.
    private static string ContentHash(SongList list) => TemporalJson.HashOf(list.Songs.Select(song => song with { Line = 0 }));

    private static string? NoSongs(SongList list) => list.Rejected is [var first, ..]
        ? $"None of its {list.Rejected.Count} rows names a song. Line {first.Line}: {first.Reason}."
        : null;
}

/// <summary>Input of <c>order.run</c>.</summary>
/// <param name="Order">The order.</param>
/// <param name="At">When the run was due.</param>
/// <param name="Before">What the run before knew.</param>
public sealed record OrderLook(StandingOrder Order, DateTimeOffset At, OrderState Before);
