using MusicSync.Worker.Playlists.Writer;
using MusicSync.Worker.Playlists.Writing;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Syncs.Edits;
using MusicSync.Worker.Syncs.Remembered;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace MusicSync.Worker.Api.Edits;

/// <summary>Takes choices for rows and undos of syncs; the same one sent twice is one.</summary>
internal sealed class EditCommands(
    ITemporalClient client, SyncQueries syncs, EditQueries edits, ChosenTracks tracks, WriteTiming timing, WriterOptions options, TimeProvider time)
{
    private const int MaxBehind = 1_000;

    /// <summary>Takes a choice; it is carried out in the background.</summary>
    /// <param name="id">The sync.</param>
    /// <param name="line">The row's line.</param>
    /// <param name="uri">The chosen track as <c>spotify:track:…</c>; null for none.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The row as the report shows it from now on.</returns>
    /// <exception cref="ProblemException">There is no such row, or it cannot be chosen for.</exception>
    public async Task<ReportRow> ChooseAsync(string id, int line, string? uri, CancellationToken cancellationToken) =>
        (await ChooseAsync(id, [(line, uri)], cancellationToken))[0];

    /// <summary>Takes choices for several rows, in the order of the list; each finds its place behind the ones before it.</summary>
    /// <param name="id">The sync.</param>
    /// <param name="choices">Lines, each with its track, or null for none.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The rows as the report shows them from now on.</returns>
    /// <exception cref="ProblemException">One of them cannot be chosen for; the ones before it are taken.</exception>
    public async Task<IReadOnlyList<ReportRow>> ChooseAsync(
        string id, IReadOnlyList<(int Line, string? Uri)> choices, CancellationToken cancellationToken)
    {
        await EnsureWritesAsync(id, cancellationToken);
        var isRunning = await syncs.IsRunningAsync(id, cancellationToken);
        var own = await syncs.OwnReportAsync(id, cancellationToken);
        var view = await edits.FindAsync(id, cancellationToken);
        var status = isRunning ? null : await syncs.OwnStatusAsync(id, cancellationToken);
        var shown = (view is null ? own.Rows : EditedSync.Over(own.Rows, view)).ToDictionary(row => row.Line);
        var rows = own.Rows.ToDictionary(row => row.Line);
        var chosen = new List<ReportRow>(choices.Count);
        foreach (var (line, uri) in choices.OrderBy(choice => choice.Line))
        {
            var row = rows.GetValueOrDefault(line) ?? throw NoSuchRow(id, line);
            if (Choosable.Problem(row, isRunning, own.Playlist) is { } problem)
            {
                throw Conflict("The row cannot be chosen for", problem);
            }

            if (chosen.Count == 0)
            {
                await EnsureOpenAsync(id, cancellationToken);
            }

            var track = uri is null ? null : await tracks.FindAsync(uri, row, cancellationToken);
            var choice = new Choice(
                own.Playlist.Id!,
                line,
                track,
                Behind(shown.Values, line),
                row.Outcome,
                row.Result,
                status is null ? null : UndoOrder.WrittenBy(status, row),
                RememberedChoice.Of(row.Input, track, time.GetUtcNow()));
            shown[line] = EditedSync.Over(row, await SendAsync(id, choice, cancellationToken), waiting: null);
            chosen.Add(shown[line]);
        }

        return chosen;
    }

    private static IReadOnlyList<string> Behind(IEnumerable<ReportRow> rows, int line) =>
        [.. rows.Where(row => row.Line < line && Choosable.IsThere(row)).OrderByDescending(row => row.Line).Select(row => row.TrackUri!).Take(MaxBehind)];

    private async Task<ChosenRow> SendAsync(string id, Choice choice, CancellationToken cancellationToken)
    {
        try
        {
            return await client.ExecuteUpdateWithStartWorkflowAsync(
                (EditsWorkflow workflow) => workflow.ChooseAsync(choice),
                new(Start(id)) { Rpc = TemporalCalls.Query(cancellationToken) });
        }
        catch (WorkflowUpdateFailedException refused)
            when (refused.InnerException is ApplicationFailureException { ErrorType: EditsWorkflow.Undone })
        {
            throw Conflict("The sync was undone", $"Nothing is chosen for the rows of sync {id} any more, since it was undone. Send the list again.");
        }
    }

    /// <summary>Takes an undo; it is carried out in the background.</summary>
    /// <exception cref="ProblemException">There is no such sync, or nothing to undo.</exception>
    public async Task<SyncStatus> UndoAsync(string id, CancellationToken cancellationToken)
    {
        await EnsureWritesAsync(id, cancellationToken);
        if (await syncs.IsRunningAsync(id, cancellationToken))
        {
            throw Conflict("The sync is running", $"Sync {id} still writes. Stop it first with DELETE /syncs/{id}, wait for its end, then undo it.");
        }

        var status = await syncs.OwnStatusAsync(id, cancellationToken);
        var order = UndoOrder.Of(status, (await syncs.OwnReportAsync(id, cancellationToken)).Rows);
        await EnsureOpenAsync(id, cancellationToken);
        await client.ExecuteUpdateWithStartWorkflowAsync(
            (EditsWorkflow workflow) => workflow.UndoAsync(order),
            new(Start(id)) { Rpc = TemporalCalls.Query(cancellationToken) });
        return await syncs.StatusAsync(id, cancellationToken);
    }

    private async Task EnsureWritesAsync(string id, CancellationToken cancellationToken)
    {
        if ((await edits.RequestAsync(id, cancellationToken)).Options.DryRun)
        {
            throw Conflict("The sync was a dry run", $"Sync {id} was a dry run and wrote nothing. Send the list again without dryRun.");
        }
    }

    private async Task EnsureOpenAsync(string id, CancellationToken cancellationToken)
    {
        var found = await client.FindWorkflowAsync(EditsWorkflow.IdOf(id), TemporalCalls.Options(cancellationToken));
        if (found is { WorkflowExecutionInfo.Status: not (WorkflowExecutionStatus.Running or WorkflowExecutionStatus.ContinuedAsNew) })
        {
            throw Conflict("The sync is closed", $"Nobody has changed sync {id} for 90 days, and its rows can no longer be changed. Send the list again.");
        }
    }

    private WithStartWorkflowOperation<WorkflowHandle<EditsWorkflow>> Start(string id)
    {
        var start = new SyncEdits(id, timing.Scale, Carried: null, options.ContinueAsNewAfterSteps);
        return WithStartWorkflowOperation.Create((EditsWorkflow workflow) => workflow.RunAsync(start), TicketActivities.Shared(EditsWorkflow.IdOf(id)));
    }

    private static ProblemException NoSuchRow(string id, int line) => new(
        StatusCodes.Status404NotFound, "No such row", $"Sync {id} has no row of line {line}; GET /syncs/{id}/report lists its rows.");

    private static ProblemException Conflict(string title, string detail) => new(StatusCodes.Status409Conflict, title, detail);
}

/// <summary>Which rows can be chosen for. Pure.</summary>
internal static class Choosable
{
    /// <summary>Why a row cannot be chosen for, with what to do; null when it can.</summary>
    /// <param name="row">The row as the sync itself tells it.</param>
    /// <param name="isRunning">Whether the sync runs: then what it accepts it also writes.</param>
    /// <param name="playlist">The sync's playlist.</param>
    public static string? Problem(ReportRow row, bool isRunning, Playlists.PlaylistRef playlist) => row switch
    {
        { Outcome: RowOutcome.Rejected } => $"Line {row.Line} names no song that could be looked for; correct it and send it as a new list.",
        _ when playlist.Id is null && isRunning => "The playlist is not known yet; choose again in some seconds.",
        _ when playlist.Id is null => "The sync ended before it had a playlist; send the list again.",
        { Outcome: RowOutcome.Pending } when isRunning => $"Line {row.Line} is not looked up yet; choose again when it is.",
        { Outcome: RowOutcome.Review } or { Outcome: RowOutcome.Missing, TrackUri: null } => null,
        _ when isRunning => $"Line {row.Line} is being written by the sync; choose again when the sync has ended.",
        _ => null,
    };

    /// <summary>Whether the playlist is expected to hold a row's track.</summary>
    public static bool IsThere(ReportRow row) => row is { Outcome: RowOutcome.Accepted, TrackUri: not null };
}
