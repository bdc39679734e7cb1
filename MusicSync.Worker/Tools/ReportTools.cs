using System.ComponentModel;
using ModelContextProtocol.Server;
using MusicSync.Worker.Api;
using MusicSync.Worker.Api.Edits;
using MusicSync.Worker.Syncs;

namespace MusicSync.Worker.Tools;

/// <summary>What became of each row of a list, and deciding what is in doubt.</summary>
[McpServerToolType]
internal sealed class ReportTools(SyncQueries queries, EditCommands edits)
{
    private const int UsualRows = 50;
    private const int MaxRows = 200;

    [McpServerTool(
        Name = "get_report", Title = "Get report", ReadOnly = true, Destructive = false, Idempotent = true, OpenWorld = false,
        UseStructuredContent = true)]
    [Description(
        "Reads one page of what became of the rows of a sync's list, in the list's order; also while it runs. Rows to be decided and rows "
        + "not found come with their candidates, best first. The resource musicsync://syncs/{id}/report has everything at once.")]
    public async Task<GetReportResult> GetAsync(
        [Description("Id of the sync.")] string id,
        [Description("Only rows of these outcomes, such as [\"review\", \"missing\"]; left out, all rows.")] IReadOnlyList<RowOutcome>? outcomes = null,
        [Description("Number of such rows to skip, from 0.")] int offset = 0,
        [Description("Most rows to return, 1 to 200.")] int limit = UsualRows,
        CancellationToken cancellationToken = default)
    {
        InRange(offset, 0, int.MaxValue, nameof(offset));
        InRange(limit, 1, MaxRows, nameof(limit));
        return GetReportResult.Of(await queries.ReportAsync(id, cancellationToken), outcomes, offset, limit);
    }

    // A choice takes out what was added for the row before.
    [McpServerTool(
        Name = "choose_track", Title = "Choose track", ReadOnly = false, Destructive = true, Idempotent = true, OpenWorld = true,
        UseStructuredContent = true)]
    [Description(
        "Decides which track is the song of one row, or that none is; the choice is carried out in the background and remembered for later "
        + "lists. What the sync or an earlier choice added for the row is taken out. Let the user decide between the candidates.")]
    public async Task<ReportLine> ChooseAsync(
        [Description("Id of the sync.")] string id,
        [Description("Line of the row, as get_report shows it.")] int line,
        [Description("URI, link or id of the track; a candidate or any other. Either this or none.")] string? trackUri = null,
        [Description("True when no track is the song.")] bool none = false,
        CancellationToken cancellationToken = default) =>
        ReportLine.Of(await edits.ChooseAsync(id, line, new ChoiceBody(trackUri, none).ToUri(), cancellationToken));

    private static void InRange(int value, int min, int max, string name)
    {
        if (value < min || value > max)
        {
            throw ProblemException.Unprocessable(max == int.MaxValue ? $"{name} must be {min} or more, not {value}." : $"{name} must be {min} to {max}, not {value}.");
        }
    }
}
