using System.ComponentModel;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using MusicSync.Worker.Api;
using MusicSync.Worker.Api.Edits;

namespace MusicSync.Worker.Tools;

/// <summary>Looking at syncs, and taking one back.</summary>
[McpServerToolType]
internal sealed class SyncTools(SyncQueries queries, EditCommands edits, SyncWatch watch)
{
    [McpServerTool(
        Name = "get_sync", Title = "Get sync", ReadOnly = true, Destructive = false, Idempotent = true, OpenWorld = false,
        UseStructuredContent = true)]
    [Description("Tells how a sync stands: counts, what it waits for, and what to do next. With waitSeconds it answers when the sync has ended.")]
    public async Task<SyncAnswer> GetAsync(
        RequestContext<CallToolRequestParams> context,
        [Description("Id of the sync.")] string id,
        [Description("Seconds to wait for the end, 0 to 55; better than asking again and again.")] int waitSeconds = 0,
        CancellationToken cancellationToken = default)
    {
        var patience = SyncWatch.PatienceOf(waitSeconds, context);
        var status = await queries.StatusAsync(id, cancellationToken);
        return SyncAnswer.Of(await watch.WaitAsync(status, patience, context, cancellationToken));
    }

    [McpServerTool(
        Name = "list_syncs", Title = "List syncs", ReadOnly = true, Destructive = false, Idempotent = true, OpenWorld = false,
        UseStructuredContent = true)]
    [Description("Lists one page of the syncs of the last 90 days, newest first.")]
    public async Task<ListSyncsResult> ListAsync(
        [Description("nextToken of the page before; left out for the first page.")] string? token = null,
        CancellationToken cancellationToken = default)
    {
        var page = await queries.ListAsync(token, cancellationToken);
        return new ListSyncsResult([.. page.Syncs.Select(ListedSync.Of)], page.NextToken);
    }

    [McpServerTool(
        Name = "undo_sync", Title = "Undo sync", ReadOnly = false, Destructive = true, Idempotent = true, OpenWorld = true,
        UseStructuredContent = true)]
    [Description(
        "Takes out of the playlist what a sync that has ended added, and nothing else. A row stays where nothing proves that the sync put "
        + "it there. Afterwards nothing can be chosen for the sync any more. Ask the user first.")]
    public async Task<SyncAnswer> UndoAsync(
        RequestContext<CallToolRequestParams> context,
        [Description("Id of the sync.")] string id,
        [Description("Seconds to wait for the end, 0 to 55. Default 55 where the client shows progress, else 0.")] int? waitSeconds = null,
        CancellationToken cancellationToken = default)
    {
        var patience = SyncWatch.PatienceOf(waitSeconds, context);
        var status = await edits.UndoAsync(id, cancellationToken);
        return SyncAnswer.Of(await watch.WaitAsync(status, patience, context, cancellationToken));
    }
}

/// <summary>Answer of <c>list_syncs</c>.</summary>
internal sealed record ListSyncsResult(
    IReadOnlyList<ListedSync> Syncs,
    [property: Description("token of the next page; left out on the last one.")] string? NextToken = null);
