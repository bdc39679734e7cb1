using Microsoft.Extensions.Primitives;
using MusicSync.Worker.Api;
using MusicSync.Worker.Api.Orders;
using MusicSync.Worker.Pages.Parts;
using MusicSync.Worker.Pages.Views;

namespace MusicSync.Worker.Pages;

/// <summary>What playlists follow: all of it with a form for more, and each with its last runs.</summary>
internal static class OrderPageEndpoints
{
    public const string Path = "/followed";

    // While something is going on; without script.
    private const int RefreshSeconds = 3;

    public static void MapOrderPages(this IEndpointRouteBuilder pages)
    {
        var followed = pages.MapGroup(Path).AddEndpointFilter(SyncEndpoints.RequireTemporalAsync);
        followed.MapGet("/", ListAsync);
        followed.MapPost("/", PostAsync);
        followed.MapGet("/{id}", GetAsync);
        followed.MapPost("/{id}/look", LookAsync);
        followed.MapPost("/{id}/rest", RestAsync);
        followed.MapPost("/{id}/go-on", GoOnAsync);
        followed.MapPost("/{id}/confirm", ConfirmAsync);
        followed.MapPost("/{id}/end", EndAsync);
    }

    public static string AddressOf(string id) => $"{Path}/{Uri.EscapeDataString(id)}";

    private static Task<IResult> ListAsync(HttpContext context, OrderQueries queries, string? token) =>
        ShowAsync(context, queries, token, FollowForm.Empty, problem: null, StatusCodes.Status200OK);

    private static async Task<IResult> PostAsync(HttpContext context, OrderCommands commands, OrderQueries queries)
    {
        var form = FollowForm.Of(await Page.ReadFormAsync(context));
        try
        {
            return new SeeOther(AddressOf(await commands.CreateAsync(form.ToBody(), context.RequestAborted)));
        }
        catch (ProblemException refused) when (refused.Status < StatusCodes.Status500InternalServerError)
        {
            return await ShowAsync(context, queries, token: null, form, FollowForm.Friendly(refused.Message), refused.Status);
        }
    }

    private static async Task<IResult> GetAsync(HttpContext context, string id, OrderQueries queries)
    {
        var view = OrderView.Of(await queries.GetAsync(id, context.RequestAborted));
        if (view.IsMoving)
        {
            Page.OpenAgain(context.Response, RefreshSeconds);
        }

        return await Page.ShowAsync<FollowedPage>(context, view.Name, new() { [nameof(FollowedPage.View)] = view });
    }

    private static Task<IResult> LookAsync(HttpContext context, string id, OrderCommands commands) =>
        ActAsync(context, AddressOf(id), () => commands.RunAsync(id, context.RequestAborted));

    private static Task<IResult> RestAsync(HttpContext context, string id, OrderCommands commands) =>
        ActAsync(context, AddressOf(id), () => commands.ChangeAsync(id, new OrderBody(Paused: true), context.RequestAborted));

    private static Task<IResult> GoOnAsync(HttpContext context, string id, OrderCommands commands) =>
        ActAsync(context, AddressOf(id), () => commands.ChangeAsync(id, new OrderBody(Paused: false), context.RequestAborted));

    private static Task<IResult> ConfirmAsync(HttpContext context, string id, OrderCommands commands) =>
        ActAsync(context, AddressOf(id), () => commands.ConfirmAsync(id, context.RequestAborted));

    private static Task<IResult> EndAsync(HttpContext context, string id, OrderCommands commands) =>
        ActAsync(context, Path, () => commands.DeleteAsync(id, context.RequestAborted));

    private static async Task<IResult> ActAsync(HttpContext context, string then, Func<Task> act)
    {
        await Page.ReadFormAsync(context);
        try
        {
            await act();
        }
        catch (ProblemException late) when (late.Status == (then == Path ? StatusCodes.Status404NotFound : StatusCodes.Status409Conflict))
        {
            // A second click: it has ended, or was confirmed, already.
        }

        return new SeeOther(then);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext context, OrderQueries queries, string? token, FollowForm form, string? problem, int status)
    {
        var page = await queries.ListAsync(token, context.RequestAborted);
        return await Page.ShowAsync<FollowedListPage>(
            context,
            "Followed",
            new()
            {
                [nameof(FollowedListPage.Lines)] = (IReadOnlyList<OrderView>)[.. page.Orders.Select(OrderView.Of)],
                [nameof(FollowedListPage.Next)] = page.NextToken,
                [nameof(FollowedListPage.Form)] = form,
                [nameof(FollowedListPage.Problem)] = problem,
            },
            status);
    }
}

/// <summary>The form as it was filled in.</summary>
/// <param name="Id">Id of the order that it will make, so that a second click joins the first.</param>
/// <param name="Source">Link of a list or of a playlist.</param>
/// <param name="Into">Which kind of target.</param>
/// <param name="Name">Name of a new playlist.</param>
/// <param name="Link">Link of a playlist that exists.</param>
/// <param name="Every">How often it is looked at.</param>
/// <param name="Mode">Whether the playlist is only added to.</param>
public sealed record FollowForm(string Id, string Source, string Into, string Name, string Link, string Every, string Mode)
{
    /// <summary>What goes from the list goes from the playlist.</summary>
    public const string Mirror = "mirror";

    internal static FollowForm Empty => new(NewId(), "", StartForm.New, "", "", "P1D", "add");

    internal static FollowForm Of(IFormCollection form) => new(
        Text(form["id"]) is { Length: > 0 } id ? id : NewId(), Text(form["source"]), Text(form["into"]), Text(form["name"]), Text(form["link"]), Text(form["every"]),
        Text(form["mode"]));

    internal OrderBody ToBody() => new(
        new SourceBody(Url: Source),
        Playlist: Into is StartForm.ByLink ? Link : null,
        PlaylistName: Into is StartForm.ByLink ? null : Name,
        Mode: Mode is { Length: > 0 } mode ? mode : null,
        Every: Every,
        Id: Id);

    // Programs read names of fields, people what stands beside them.
    internal static string Friendly(string message) => message
        .Replace("source must have exactly one of url, playlist and songs.", "Say what is followed: paste the link of a list or of a Spotify playlist.", StringComparison.Ordinal)
        .Replace("source.url: ", "", StringComparison.Ordinal)
        .Replace("Say where the songs go: playlist (an existing playlist's id or link) or playlistName (made when there is none).",
            "Say where the songs go: give the new playlist a name, or paste a link.", StringComparison.Ordinal)
        .Replace("playlistName must", "The name must", StringComparison.Ordinal)
        .Replace("playlist must be a playlist's id (22 letters and digits), its spotify:playlist: URI or its open.spotify.com link.",
            "That is not the link of a playlist; copy it from Spotify: Share, Copy link to playlist.", StringComparison.Ordinal);

    private static string Text(StringValues value) => value.ToString().Trim();

    private static string NewId() => Guid.CreateVersion7().ToString("N");
}
