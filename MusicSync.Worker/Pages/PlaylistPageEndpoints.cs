using MusicSync.Worker.Api;
using MusicSync.Worker.Pages.Parts;
using MusicSync.Worker.Pages.Views;

namespace MusicSync.Worker.Pages;

/// <summary>What MusicSync wrote into one playlist, and when.</summary>
internal static class PlaylistPageEndpoints
{
    public const string Path = "/playlists";

    // Which playlist a sync went into stands in its memo, which Temporal cannot search by.
    private const int MostPages = 10;

    public static void MapPlaylistPage(this IEndpointRouteBuilder pages) =>
        pages.MapGet(Path + "/{id}", GetAsync).AddEndpointFilter(SyncEndpoints.RequireTemporalAsync);

    private static async Task<IResult> GetAsync(HttpContext context, string id, SyncQueries queries)
    {
        var found = new List<SyncSummary>();
        string? token = null;
        for (var pages = 0; pages == 0 || (token is not null && pages < MostPages); pages++)
        {
            var page = await queries.ListAsync(token, context.RequestAborted);
            found.AddRange(page.Syncs.Where(sync => sync.Playlist?.Id == id));
            token = page.NextToken;
        }

        if (found.Count == 0)
        {
            throw new ProblemException(StatusCodes.Status404NotFound, "No such playlist", "MusicSync has not written into this playlist in the last 90 days.");
        }

        var view = PlaylistView.Of(found, isAll: token is null);
        return await Page.ShowAsync<PlaylistPage>(context, view.Name, new() { [nameof(PlaylistPage.View)] = view });
    }
}
