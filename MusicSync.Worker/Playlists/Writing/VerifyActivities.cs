using MusicSync.Worker.Mcp;
using MusicSync.Worker.Playlists.Reading;
using MusicSync.Worker.Spotify;
using MusicSync.Worker.Temporal;
using Temporalio.Activities;

namespace MusicSync.Worker.Playlists.Writing;

/// <summary>Reads a written playlist back, and mends what this ticket itself doubled.</summary>
internal sealed class VerifyActivities(
    PlaylistReader reader, McpToolCaller mcp, CallStops stops, WriteTiming timing, TimeProvider time)
{
    /// <summary>Compares the whole list with what the ticket wrote; what may still turn up is waited for as long as reads may lag.</summary>
    [Activity("playlist.verify")]
    public async Task<VerifiedList> VerifyAsync(VerifyList request)
    {
        using var span = WorkerSpans.Start("verify", request.Rows.Count);
        await using var scope = ActivityScope.Start(ActivityExecutionContext.Current);
        try
        {
            await UntilAsync(WriteEvidence.TellingFrom(request.Sent.Count, request.LastWrite, timing), scope.Token);
            while (true)
            {
                var askedAt = time.GetUtcNow();
                var rows = await reader.ReadAllAsync(request.PlaylistId, new(request.Interactive), scope.Token);
                var lost = Relinking.Lost(request.Rows, rows.Slots, request.Start);
                if (lost.Count == 0 || askedAt >= request.LastWrite + timing.SettleTime)
                {
                    var doubled = WrittenRows.Doubled(request.Rows, request.Before ?? [], rows.Slots, request.Sent);
                    return new VerifiedList(lost, doubled.Here, doubled.Elsewhere);
                }

                await Task.Delay(timing.SettlePoll, time, scope.Token);
            }
        }
        catch (McpCallException exception) when (stops.OnTarget(exception.Failure) is { } stop)
        {
            return new VerifiedList([], [], [], stop);
        }
    }

    private async Task UntilAsync(DateTimeOffset moment, CancellationToken cancellationToken)
    {
        if (moment - time.GetUtcNow() is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(left, time, cancellationToken);
        }
    }

    /// <summary>
    /// Takes out all copies of one track and adds it back where its first copy stood; Spotify knows no other way to remove
    /// one copy. Each half states a goal ("none", "one at this position"), so a repeated attempt goes on where the first stopped.
    /// </summary>
    [Activity("playlist.repair")]
    public async Task<RepairedRow> RepairAsync(RepairRow request)
    {
        try
        {
            return await TakeOutAndAddBackAsync(request);
        }
        catch (McpCallException exception) when (exception.Failure.Kind == McpFailureKind.TooLate)
        {
            throw WriteLease.Fenced(exception.Failure.Message);
        }
        catch (McpCallException exception) when (stops.Of(exception.Failure) is { } stop)
        {
            // A repair that has begun is finished, however long it takes: between its halves the row is not in the list.
            throw WriteLease.HeldBack(stop, time.GetUtcNow());
        }
    }

    private async Task<RepairedRow> TakeOutAndAddBackAsync(RepairRow request)
    {
        var activity = ActivityExecutionContext.Current;
        var lease = new WriteLease(activity, timing, time);
        lease.RefuseIfOverdue();
        await using var scope = ActivityScope.Start(activity, lease.NextBeat);
        if (activity.Info.Attempt > 1)
        {
            // What an attempt before sent must have turned up before this one looks.
            await Task.Delay(timing.MaxDoubt, time, scope.Token);
        }

        var rows = await reader.ReadAllAsync(request.PlaylistId, McpCallContext.Bulk, scope.Token);
        var copies = rows.Slots.Where(slot => slot.Uri == request.Row.Track.Uri).ToList();
        if (copies.Count == 1)
        {
            return new RepairedRow(Removed: request.Copies - 1);
        }

        if (copies.Count > 1)
        {
            await SendAsync(lease, SpotifyTools.RemoveFromPlaylist, new RemoveFromPlaylistArguments(request.PlaylistId, [request.Row.Track.Uri]));
        }

        // Only the first copy's place is kept; everything behind it moves up by one with each copy that goes.
        var arguments = new AddToPlaylistArguments(request.PlaylistId, [request.Row.Track.Uri], request.Position);
        await SendAsync(lease, SpotifyTools.AddToPlaylist, arguments);
        return new RepairedRow(Removed: request.Copies - 1);
    }

    private async Task SendAsync<TArguments>(WriteLease lease, McpTool<TArguments, PlaylistWritten> tool, TArguments arguments)
        where TArguments : class
    {
        var notAfter = time.GetUtcNow() + timing.SendWithin;
        if (!await lease.TryTakeAsync(new WriteJournal([], [], ListTail.Empty, Intent: null)))
        {
            throw new McpCallException(
                new McpFailure(McpFailureKind.McpUnavailable, "The right to write was lost; nothing was sent."), cause: null);
        }

        await mcp.CallAsync(tool, arguments, new McpCallContext(Interactive: false, notAfter), CancellationToken.None);
    }
}

/// <summary>Input of <c>playlist.verify</c>.</summary>
/// <param name="PlaylistId">The playlist.</param>
/// <param name="Rows">Rows this ticket wrote.</param>
/// <param name="Sent">How often each was sent, by line; once where absent.</param>
/// <param name="LastWrite">When the last of them was written.</param>
/// <param name="Interactive">Whether somebody waits for it.</param>
/// <param name="Before">Rows of the ticket that were there before it.</param>
/// <param name="Start">Rows of the list before the ticket's first write.</param>
public sealed record VerifyList(
    string PlaylistId,
    IReadOnlyList<WantedTrack> Rows,
    IReadOnlyDictionary<int, int> Sent,
    DateTimeOffset LastWrite,
    bool Interactive,
    IReadOnlyList<WantedTrack>? Before = null,
    int Start = 0);

/// <summary>Result of <c>playlist.verify</c>.</summary>
/// <param name="Lost">Lines that are not in the list although they were written.</param>
/// <param name="DoubledHere">Rows whose copies are all this ticket's.</param>
/// <param name="DoubledElsewhere">Lines of which somebody else added a copy.</param>
/// <param name="Stop">Why the list could not be read, or null.</param>
public sealed record VerifiedList(
    IReadOnlyList<int> Lost,
    IReadOnlyList<DoubledRow> DoubledHere,
    IReadOnlyList<int> DoubledElsewhere,
    CallStop? Stop = null);

/// <summary>A row of which this ticket has more than one copy in the list.</summary>
/// <param name="Line">The row.</param>
/// <param name="Copies">Copies in the list.</param>
/// <param name="Position">Position of the first copy.</param>
public sealed record DoubledRow(int Line, int Copies, int Position);

/// <summary>Input of <c>playlist.repair</c>.</summary>
/// <param name="PlaylistId">The playlist.</param>
/// <param name="Row">The row whose copies are all this ticket's.</param>
/// <param name="Copies">Copies in the list.</param>
/// <param name="Position">Position of the first copy.</param>
public sealed record RepairRow(string PlaylistId, WantedTrack Row, int Copies, int Position);

/// <summary>Result of <c>playlist.repair</c>.</summary>
/// <param name="Removed">Copies taken out.</param>
public sealed record RepairedRow(int Removed);
