using Microsoft.Extensions.Primitives;
using MusicSync.Worker.Api;
using MusicSync.Worker.Api.Agents;
using MusicSync.Worker.Api.Links;
using MusicSync.Worker.Pages.Parts;
using MusicSync.Worker.Pages.Views;
using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Pages;

/// <summary>A new list: shows at once how it is read, then starts it.</summary>
internal static class StartPageEndpoints
{
    public const string Path = "/";

    private const string Busy =
        "The list could not be started just now: Temporal is not answering. Nothing is lost; press Start again in some seconds.";

    private const int Recent = 8;

    public static void MapStartPage(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(Path, (Delegate)GetAsync);
        pages.MapPost(Path, PostAsync);
    }

    private static Task<IResult> GetAsync(HttpContext context) =>
        ShowAsync(context, StartForm.Empty, read: null, problem: null, StatusCodes.Status200OK);

    private static async Task<IResult> PostAsync(HttpContext context, SealedLists lists)
    {
        var form = await Page.ReadFormAsync(context);
        var filled = StartForm.Of(form);
        ReadList? read = null;
        try
        {
            read = await ListForm.ReadAsync(form, lists, context.RequestAborted)
                ?? throw ProblemException.Unprocessable("Choose a file, or paste a list.");
            if (filled.Wants is not StartForm.Preview)
            {
                return new SeeOther(SyncPageEndpoints.AddressOf(await TemporalCalls.OnceMoreAsync(() => StartOrAnewAsync(context, filled, read), context.RequestAborted)));
            }

            read = await FollowAsync(context, read);
            return await ShowAsync(context, filled.Naming(read.Name), read, problem: null, StatusCodes.Status200OK);
        }
        catch (Exception refused) when (ProblemHandler.Of(refused) is { Status: < 500 or StatusCodes.Status503ServiceUnavailable })
        {
            var problem = ProblemHandler.Of(refused)!;
            var words = problem.Title == ProblemHandler.TemporalIsSilent ? Busy : Friendly(problem.Message);
            return await ShowAsync(context, filled, read, words, problem.Status);
        }
    }

    /// <summary>Of a list that is nothing but a link, the songs behind it.</summary>
    private static async Task<ReadList> FollowAsync(HttpContext context, ReadList read)
    {
        if (SpotifyListLink.Alone(read.List) is not { } link)
        {
            return read;
        }

        var list = await context.RequestServices.GetRequiredService<LinkedSongs>().ReadAsync(link, context.RequestAborted);
        return new ReadList(link.Kind is SpotifyListKind.Album && list.Songs is [{ Album: { } album }, ..] ? album : read.Name, list, link);
    }

    // Whoever goes back to the page and fills it in anew still has the id of the list before.
    private static async ValueTask<string> StartOrAnewAsync(HttpContext context, StartForm form, ReadList read)
    {
        try
        {
            return await StartAsync(context, form, read);
        }
        catch (ProblemException taken) when (taken.Status == StatusCodes.Status409Conflict)
        {
            return await StartAsync(context, form with { Id = StartForm.Empty.Id }, read);
        }
    }

    // The same steps as POST /syncs; the form has an id, so that a second click joins the first.
    private static async Task<string> StartAsync(HttpContext context, StartForm form, ReadList read)
    {
        var draft = new SyncDraft(SyncParameters.From(form.Parameters()), read.List) { Link = read.Link };
        var status = await context.RequestServices.GetRequiredService<DraftStarter>()
            .StartAsync(draft, idempotencyKey: null, isRepeatable: true, context.RequestAborted);
        return status.Id;
    }

    private static async Task<IResult> ShowAsync(HttpContext context, StartForm form, ReadList? read, string? problem, int status)
    {
        var services = context.RequestServices;
        var preview = read is null || SpotifyListLink.Alone(read.List) is not null ? null : PreviewView.Of(read.Name, read.List, services.GetRequiredService<SealedLists>().Seal(read));
        var own = await services.GetRequiredService<SpotifyConnection>().PlaylistsAsync(context.RequestAborted);
        var view = new StartView(
            form, preview, problem, own is null ? null : [.. own.Select(playlist => new Choice(playlist.Id, playlist.Name))], await RecentAsync(context),
            services.GetRequiredService<AgentCommands>().Models.Count > 0);
        return await Page.ShowAsync<StartPage>(context, "New list", new() { [nameof(StartPage.View)] = view }, status);
    }

    // The page is of use also while Temporal is not there.
    private static async Task<IReadOnlyList<SyncLine>?> RecentAsync(HttpContext context) =>
        await context.RequestServices.GetRequiredService<SyncQueries>().TryListAsync(context.RequestAborted) is { } page
            ? [.. page.Syncs.Take(Recent).Select(SyncLine.Of)]
            : null;

    // Programs read names of fields, people what stands beside them.
    private static string Friendly(string message) => message
        .Replace("Say where the songs go: playlist (an existing playlist's id or link) or playlistName (made when there is none).",
            "Say where the songs go: give the new playlist a name, choose one of yours, or paste a link.", StringComparison.Ordinal)
        .Replace("playlistName must", "The name must", StringComparison.Ordinal)
        .Replace("playlist must be a playlist's id (22 letters and digits), its spotify:playlist: URI or its open.spotify.com link.",
            "That is not the link of a playlist; copy it from Spotify: Share, Copy link to playlist.", StringComparison.Ordinal);
}

/// <summary>The form as it was filled in.</summary>
/// <param name="Id">Id of the sync that it will start.</param>
/// <param name="Wants">Which button was pressed.</param>
/// <param name="Into">Which kind of target.</param>
/// <param name="Name">Name of a new playlist.</param>
/// <param name="Mine">Id of one of one's own.</param>
/// <param name="Link">Link of another one.</param>
/// <param name="Policy">How sure a match has to be.</param>
/// <param name="Duplicates">What equal rows mean.</param>
/// <param name="Explicit">What to do about explicit tracks.</param>
public sealed record StartForm(
    string Id, string Wants, string Into, string Name, string Mine, string Link, string Policy, string Duplicates, string Explicit)
{
    internal const string New = "new";
    internal const string Own = "mine";
    internal const string ByLink = "link";
    internal const string Preview = "preview";
    internal const string DryRun = "dry";

    internal static StartForm Empty => new(NewId(), Preview, New, "", "", "", "balanced", "skip", "any");

    internal static StartForm Of(IFormCollection form) => new(
        Value(form["id"], NewId()), Value(form["act"], Preview), Value(form["into"], New), Value(form["name"]), Value(form["mine"]),
        Value(form["link"]), Value(form["policy"], "balanced"), Value(form["duplicates"], "skip"), Value(form["explicit"], "any"));

    /// <summary>A new playlist is called like the file or the album, until somebody says otherwise.</summary>
    internal StartForm Naming(string? file) => Name.Length > 0 || file?.Replace('-', ' ').Replace('_', ' ').Trim() is not { Length: > 0 } name
        ? this
        : this with { Name = char.ToUpperInvariant(name[0]) + name[1..] };

    internal IEnumerable<KeyValuePair<string, StringValues>> Parameters() => new Dictionary<string, StringValues>
    {
        ["id"] = Id,
        ["playlistName"] = Into is New ? Name : "",
        ["playlist"] = Into switch { Own => Mine, ByLink => Link, _ => "" },
        ["policy"] = Policy,
        ["duplicates"] = Duplicates,
        ["explicit"] = Explicit,
        ["dryRun"] = Wants is DryRun ? "true" : "false",
    };

    private static string Value(StringValues value, string otherwise = "") => value.ToString().Trim() is { Length: > 0 } text ? text : otherwise;

    private static string NewId() => Guid.CreateVersion7().ToString("N");
}
