using MusicSync.Worker.Api;
using MusicSync.Worker.Api.Agents;
using MusicSync.Worker.Pages.Parts;
using MusicSync.Worker.Pages.Views;

namespace MusicSync.Worker.Pages;

/// <summary>What somebody wants in their own words, and the agent that does it: its transcript, and the calls to approve.</summary>
internal static class AgentPageEndpoints
{
    public const string Path = "/wishes";

    // Without script; while somebody reads what to approve, nothing moves.
    private const int RefreshSeconds = 3;

    public static void MapAgentPages(this IEndpointRouteBuilder pages)
    {
        var wishes = pages.MapGroup(Path).AddEndpointFilter(SyncEndpoints.RequireTemporalAsync);
        wishes.MapPost("/", StartAsync);
        wishes.MapGet("/{id}", GetAsync);
        wishes.MapPost("/{id}/decide", DecideAsync);
        wishes.MapPost("/{id}/resume", ResumeAsync);
        wishes.MapPost("/{id}/cancel", CancelAsync);
    }

    private static async Task<IResult> StartAsync(HttpContext context, AgentCommands commands)
    {
        var form = await Page.ReadFormAsync(context);
        return new SeeOther(AddressOf(await commands.StartAsync(new AgentBody(form["goal"].ToString(), Id: form["id"].ToString()), context.RequestAborted)));
    }

    private static async Task<IResult> GetAsync(HttpContext context, string id, AgentQueries queries)
    {
        var status = await queries.StatusAsync(id, context.RequestAborted);
        var view = AgentView.Of(status, (await queries.TranscriptAsync(id, context.RequestAborted)).Turns);
        if (view.IsMoving)
        {
            Page.OpenAgain(context.Response, RefreshSeconds);
        }

        return await Page.ShowAsync<WishPage>(context, "Wish", new() { [nameof(WishPage.View)] = view });
    }

    private static Task<IResult> DecideAsync(HttpContext context, string id, AgentCommands commands) => ActAsync(context, id, form => commands.DecideAsync(
        id, new DecisionBody(form["call"], form["fingerprint"], form["act"] == AgentView.Approve), context.RequestAborted));

    private static Task<IResult> ResumeAsync(HttpContext context, string id, AgentCommands commands) =>
        ActAsync(context, id, _ => commands.ResumeAsync(id, context.RequestAborted));

    private static Task<IResult> CancelAsync(HttpContext context, string id, AgentCommands commands) =>
        ActAsync(context, id, _ => commands.CancelAsync(id, context.RequestAborted));

    private static async Task<IResult> ActAsync(HttpContext context, string id, Func<IFormCollection, Task> act)
    {
        var form = await Page.ReadFormAsync(context);
        try
        {
            await act(form);
        }
        catch (ProblemException late) when (late.Status is StatusCodes.Status409Conflict or StatusCodes.Status404NotFound)
        {
            // A second click, or it went on meanwhile; its page says so.
        }

        return new SeeOther(AddressOf(id));
    }

    private static string AddressOf(string id) => $"{Path}/{Uri.EscapeDataString(id)}";
}
