using MusicSync.Worker.Api;
using MusicSync.Worker.Api.Edits;
using MusicSync.Worker.Pages.Parts;
using MusicSync.Worker.Pages.Views;

namespace MusicSync.Worker.Pages;

/// <summary>Says what an undo will do, and asks once; how far it is then stands on the sync's own page.</summary>
internal static class UndoPageEndpoints
{
    public static void MapUndoPage(this IEndpointRouteBuilder lists)
    {
        lists.MapGet("/{id}/undo", GetAsync);
        lists.MapPost("/{id}/undo", PostAsync);
    }

    public static string AddressOf(string id) => $"{SyncPageEndpoints.AddressOf(id)}/undo";

    private static async Task<IResult> GetAsync(HttpContext context, string id, SyncQueries queries)
    {
        var status = await queries.StatusAsync(id, context.RequestAborted);
        var view = SyncView.Of(status, songsPerSecond: null);
        return view.CanUndo
            ? await Page.ShowAsync<UndoPage>(context, "Undo", new()
            {
                [nameof(UndoPage.View)] = view,
                [nameof(UndoPage.Promise)] = UndoWords.Promise(status),
            })
            // Somebody has asked for it already, or there is nothing to undo; its page says so.
            : new SeeOther(SyncPageEndpoints.AddressOf(id));
    }

    private static async Task<IResult> PostAsync(HttpContext context, string id, EditCommands commands)
    {
        await Page.ReadFormAsync(context);
        await commands.UndoAsync(id, context.RequestAborted);
        return new SeeOther(SyncPageEndpoints.AddressOf(id));
    }
}
