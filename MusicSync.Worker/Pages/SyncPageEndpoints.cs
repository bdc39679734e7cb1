using System.Net.ServerSentEvents;
using Microsoft.AspNetCore.Mvc;
using MusicSync.Worker.Api;
using MusicSync.Worker.Api.Watching;
using MusicSync.Worker.Pages.Parts;
using MusicSync.Worker.Pages.Views;

namespace MusicSync.Worker.Pages;

/// <summary>A sync, live while it runs and the report afterwards; and the list of all of them.</summary>
internal static class SyncPageEndpoints
{
    public const string Path = "/lists";

    public static void MapSyncPages(this IEndpointRouteBuilder pages)
    {
        var lists = pages.MapGroup(Path).AddEndpointFilter(SyncEndpoints.RequireTemporalAsync);
        lists.MapGet("/", ListAsync);
        lists.MapGet("/{id}", GetAsync);
        lists.MapGet("/{id}/live", LiveAsync);
        lists.MapPost("/{id}/cancel", CancelAsync);
        lists.MapPost("/{id}/resume", ResumeAsync);
        lists.MapReviewPages();
        lists.MapUndoPage();
    }

    public static string AddressOf(string id) => $"{Path}/{Uri.EscapeDataString(id)}";

    private static async Task<IResult> ListAsync(HttpContext context, SyncQueries queries, string? token)
    {
        var page = await queries.ListAsync(token, context.RequestAborted);
        return await Page.ShowAsync<ListsPage>(context, "Syncs", new()
        {
            [nameof(ListsPage.Lines)] = (IReadOnlyList<SyncLine>)[.. page.Syncs.Select(SyncLine.Of)],
            [nameof(ListsPage.Next)] = page.NextToken,
        });
    }

    private static async Task<IResult> GetAsync(
        HttpContext context, string id, SyncQueries queries, string? show, string? find, int? page)
    {
        var status = await queries.StatusAsync(id, context.RequestAborted);
        var report = await queries.ReportAsync(id, context.RequestAborted);
        return await Page.ShowAsync<ListPage>(context, status.Playlist.Name ?? "List", new()
        {
            [nameof(ListPage.View)] = SyncView.Of(status, songsPerSecond: null),
            [nameof(ListPage.CanChoose)] = ReviewView.ClosedFor(status) is null,
            [nameof(ListPage.Rows)] = RowsView.Of(report.Rows, RowsQuery.Of(show, find, page)),
        });
    }

    private static async Task<IResult> LiveAsync(
        string id, [FromHeader(Name = "Last-Event-ID")] string? seen, SyncQueries queries, StatusFeed feed, LiveViews views, CancellationToken cancellationToken)
    {
        await queries.StatusAsync(id, cancellationToken);
        return new EventStream(feed.WatchAsync(id, seen, CancellationToken.None).Select(
            async (StatusChange change, CancellationToken _) => new SseItem<string>(await views.RenderAsync(change), "view") { EventId = change.EventId }));
    }

    private static async Task<IResult> CancelAsync(HttpContext context, string id, SyncCommands commands)
    {
        await Page.ReadFormAsync(context);
        await commands.CancelAsync(id, context.RequestAborted);
        return new SeeOther(AddressOf(id));
    }

    private static async Task<IResult> ResumeAsync(HttpContext context, string id, SyncCommands commands)
    {
        await Page.ReadFormAsync(context);
        try
        {
            await commands.ResumeAsync(id, context.RequestAborted);
        }
        catch (ProblemException nothingWaits) when (nothingWaits.Status == StatusCodes.Status409Conflict)
        {
            // A second click, or it went on by itself meanwhile; its page says so.
        }

        return new SeeOther(AddressOf(id));
    }
}
