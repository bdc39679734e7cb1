using MusicSync.Worker.Api;
using MusicSync.Worker.Api.Edits;
using MusicSync.Worker.Pages.Parts;
using MusicSync.Worker.Pages.Views;
using MusicSync.Worker.Songs;
using MusicSync.Worker.Syncs;

namespace MusicSync.Worker.Pages;

/// <summary>One doubtful row after the other. All that it knows is in the address, so that any replica shows the next one.</summary>
internal static class ReviewPageEndpoints
{
    public const string Line = "line";
    public const string After = "after";
    public const string Find = "find";
    public const string Track = "track";
    public const string Row = "row";

    public static void MapReviewPages(this IEndpointRouteBuilder lists)
    {
        lists.MapGet("/{id}/review", GetAsync);
        lists.MapPost("/{id}/review", PostAsync);
        lists.MapGet("/{id}/review/all", GetAllAsync);
        lists.MapPost("/{id}/review/all", PostAllAsync);
    }

    public static string AddressOf(string id) => $"{SyncPageEndpoints.AddressOf(id)}/review";

    private static async Task<IResult> GetAsync(HttpContext context, string id, int? line, int? after, string? find) =>
        await ShowAsync(context, await ReadAsync(context, id), line, after, find, problem: null, StatusCodes.Status200OK);

    private static async Task<IResult> PostAsync(HttpContext context, string id, EditCommands commands)
    {
        var form = await Page.ReadFormAsync(context);
        if (!int.TryParse(form[Line], out var line))
        {
            throw ProblemException.Unprocessable("Open the page anew and choose again; nothing has changed.");
        }

        try
        {
            await commands.ChooseAsync(id, line, Uri(form[Track]), context.RequestAborted);
            return new SeeOther($"{AddressOf(id)}?{After}={line}");
        }
        catch (ProblemException refused) when (refused.Status is StatusCodes.Status409Conflict or StatusCodes.Status422UnprocessableEntity)
        {
            return await ShowAsync(context, await ReadAsync(context, id), line, after: null, find: null, refused.Message, refused.Status);
        }
    }

    private static async Task<IResult> GetAllAsync(HttpContext context, string id, int line)
    {
        var list = await ReadAsync(context, id);
        return KindOf(list, line) is { Count: > 0 } rows && ReviewView.ClosedFor(list.Status) is null
            ? await Page.ShowAsync<ReviewAllPage>(context, "Take the first for all", new()
            {
                [nameof(ReviewAllPage.Id)] = id,
                [nameof(ReviewAllPage.From)] = line,
                [nameof(ReviewAllPage.Reason)] = ReviewView.Reason(rows[0]),
                [nameof(ReviewAllPage.Count)] = rows.Count,
                [nameof(ReviewAllPage.Rows)] = (IReadOnlyList<ReviewRow>)[.. rows.Take(ReviewView.MaxAtOnce).Select(ReviewRow.Of)],
            })
            : new SeeOther(AddressOf(id));
    }

    private static async Task<IResult> PostAllAsync(HttpContext context, string id, int line, EditCommands commands)
    {
        var form = await Page.ReadFormAsync(context);
        var seen = form[Row].Take(ReviewView.MaxAtOnce).OfType<string>().ToHashSet(StringComparer.Ordinal);
        // Exactly what was looked at, and of that only what nobody has decided meanwhile.
        var choices = KindOf(await ReadAsync(context, id), line)
            .Select(row => (row.Line, First: ReviewView.First(row)!.Uri))
            .Where(choice => seen.Contains(ValueOf(choice.Line, choice.First)))
            .Select(choice => (choice.Line, (string?)choice.First));
        await commands.ChooseAsync(id, [.. choices], context.RequestAborted);
        return new SeeOther($"{AddressOf(id)}?{After}={line}");
    }

    /// <summary>A row and its first candidate, as a form sends them.</summary>
    public static string ValueOf(int line, string uri) => $"{line} {uri}";

    private static IReadOnlyList<ReportRow> KindOf(ReviewedList list, int line) =>
        list.Rows.FirstOrDefault(row => row.Line == line) is { Outcome: RowOutcome.Review } row ? ReviewView.OfKind(list.Rows, row) : [];

    private static async Task<ReviewedList> ReadAsync(HttpContext context, string id)
    {
        var queries = context.RequestServices.GetRequiredService<SyncQueries>();
        var status = await queries.StatusAsync(id, context.RequestAborted);
        return new ReviewedList(status, (await queries.ReportAsync(id, context.RequestAborted)).Rows);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext context, ReviewedList list, int? line, int? after, string? find, string? problem, int code)
    {
        var view = ReviewView.Of(list.Status, list.Rows, line, after);
        var search = find?.Trim() is { Length: > 0 } words && view is { Closed: null, Row: { } row }
            ? await context.RequestServices.GetRequiredService<OwnSearch>().FindAsync(words, list.Rows.First(known => known.Line == row.Line), context.RequestAborted)
            : null;
        return await Page.ShowAsync<ReviewPage>(context, view.Progress is { } progress ? $"{progress} · {view.Name}" : view.Name, new()
        {
            [nameof(ReviewPage.View)] = view,
            [nameof(ReviewPage.Search)] = search,
            [nameof(ReviewPage.Problem)] = problem,
        }, code);
    }

    // The button for none sends no track.
    private static string? Uri(string? track) => track is { Length: > 0 } text
        ? SpotifyTrackLink.ToUri(text) ?? throw ProblemException.Unprocessable("That is not a track of Spotify; choose another one.")
        : null;

    private sealed record ReviewedList(SyncStatus Status, IReadOnlyList<ReportRow> Rows);
}
