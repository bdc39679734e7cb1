using Microsoft.AspNetCore.Http.HttpResults;
using MusicSync.Worker.Api.OpenApi;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Spotify;
using MusicSync.Worker.Syncs.Remembered;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace MusicSync.Worker.Api.Edits;

/// <summary>The HTTP interface for what is remembered of choices by hand.</summary>
internal static class ChoiceEndpoints
{
    public static void MapChoices(this IEndpointRouteBuilder endpoints)
    {
        var choices = endpoints.MapGroup("/choices");
        choices.MapGet("/", ListAsync).WithName(ApiOperationTexts.ListChoices);
        choices.MapDelete("/{key}", ForgetAsync).WithName(ApiOperationTexts.ForgetChoice);
    }

    private static async Task<Ok<ChoiceList>> ListAsync(RememberedChoices choices, CancellationToken cancellationToken) =>
        TypedResults.Ok(new ChoiceList(await choices.ListAsync(cancellationToken)));

    private static async Task<NoContent> ForgetAsync(string key, RememberedChoices choices, CancellationToken cancellationToken)
    {
        await choices.ForgetAsync(key, cancellationToken);
        return TypedResults.NoContent();
    }
}

/// <summary>What is remembered for the account that is signed in.</summary>
/// <param name="Choices">The choices, newest first; at most 5,000.</param>
internal sealed record ChoiceList(IReadOnlyList<RememberedChoice> Choices);

/// <summary>Reads and forgets what is remembered for the account that is signed in.</summary>
internal sealed class RememberedChoices(ITemporalClient client, SpotifySignIn signIn, SpotifyPlaylists playlists, ChoiceMemory memory)
{
    /// <summary>All of them, newest first.</summary>
    /// <exception cref="ProblemException">It is not known who is signed in.</exception>
    public async Task<IReadOnlyList<RememberedChoice>> ListAsync(CancellationToken cancellationToken)
    {
        var handle = await HandleAsync(cancellationToken);
        try
        {
            var choices = await handle.QueryAsync(workflow => workflow.Choices(), new() { Rpc = TemporalCalls.Query(cancellationToken) });
            return [.. choices.Reverse()];
        }
        catch (RpcException exception) when (exception.Code == RpcException.StatusCode.NotFound)
        {
            return [];
        }
    }

    /// <summary>Forgets one.</summary>
    /// <exception cref="ProblemException">There is no such choice, or it is not known who is signed in.</exception>
    public async Task ForgetAsync(string key, CancellationToken cancellationToken)
    {
        var handle = await HandleAsync(cancellationToken);
        try
        {
            if (!await handle.ExecuteUpdateAsync(workflow => workflow.ForgetAsync(key), new() { Rpc = TemporalCalls.Query(cancellationToken) }))
            {
                throw NoSuchChoice(key);
            }
        }
        catch (RpcException exception) when (exception.Code == RpcException.StatusCode.NotFound)
        {
            throw NoSuchChoice(key);
        }

        memory.Reread();
    }

    private async Task<WorkflowHandle<ChoicesWorkflow>> HandleAsync(CancellationToken cancellationToken)
    {
        try
        {
            var userId = (await signIn.RecentAsync(cancellationToken))?.AccountId
                ?? await playlists.UserIdAsync(McpCallContext.ForSomebodyWaiting, cancellationToken);
            return client.GetWorkflowHandle<ChoicesWorkflow>(ChoicesWorkflow.IdOf(userId));
        }
        catch (McpCallException exception)
        {
            throw new ProblemException(
                StatusCodes.Status503ServiceUnavailable,
                "Spotify does not say who is signed in",
                $"Choices belong to an account. {exception.Failure.Message} Try again when that is mended.");
        }
    }

    private static ProblemException NoSuchChoice(string key) => new(
        StatusCodes.Status404NotFound, "No such choice", $"Nothing is remembered under {key}; GET /choices lists what is.");
}
