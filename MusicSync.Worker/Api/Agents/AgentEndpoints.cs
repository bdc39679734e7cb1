using Microsoft.AspNetCore.Http.HttpResults;
using MusicSync.Worker.Agents;
using MusicSync.Worker.Api.OpenApi;

namespace MusicSync.Worker.Api.Agents;

/// <summary>The HTTP interface for agents; the verbs are those of syncs.</summary>
internal static class AgentEndpoints
{
    public static void MapAgents(this IEndpointRouteBuilder endpoints)
    {
        var agents = endpoints.MapGroup("/agents");
        agents.MapPost("/", PostAsync).WithName(ApiOperationTexts.StartAgent);
        agents.MapGet("/", ListAsync).WithName(ApiOperationTexts.ListAgents);
        agents.MapGet("/{id}", StatusAsync).WithName(ApiOperationTexts.GetAgent);
        agents.MapGet("/{id}/transcript", TranscriptAsync).WithName(ApiOperationTexts.GetTranscript);
        agents.MapPost("/{id}/decisions", DecideAsync).WithName(ApiOperationTexts.DecideCall);
        agents.MapPost("/{id}/resume", ResumeAsync).WithName(ApiOperationTexts.ResumeAgent);
        agents.MapPost("/{id}/messages", SayAsync).WithName(ApiOperationTexts.TellAgent);
        agents.MapDelete("/{id}", CancelAsync).WithName(ApiOperationTexts.CancelAgent);
    }

    private static async Task<Accepted<AgentStatus>> PostAsync(
        AgentBody body, AgentCommands commands, AgentQueries queries, CancellationToken cancellationToken)
    {
        var id = await commands.StartAsync(body, cancellationToken);
        return TypedResults.Accepted($"/agents/{id}", await queries.StatusAsync(id, cancellationToken));
    }

    private static async Task<Ok<AgentPage>> ListAsync(string? token, AgentQueries queries, CancellationToken cancellationToken) =>
        TypedResults.Ok(await queries.ListAsync(token, cancellationToken));

    private static async Task<Ok<AgentStatus>> StatusAsync(string id, AgentQueries queries, CancellationToken cancellationToken) =>
        TypedResults.Ok(await queries.StatusAsync(id, cancellationToken));

    private static async Task<Ok<TranscriptDocument>> TranscriptAsync(string id, AgentQueries queries, CancellationToken cancellationToken) =>
        TypedResults.Ok(await queries.TranscriptAsync(id, cancellationToken));

    private static async Task<Accepted<AgentStatus>> DecideAsync(
        string id, DecisionBody body, AgentCommands commands, CancellationToken cancellationToken) =>
        TypedResults.Accepted($"/agents/{id}", await commands.DecideAsync(id, body, cancellationToken));

    private static async Task<Accepted<AgentStatus>> ResumeAsync(string id, AgentCommands commands, CancellationToken cancellationToken) =>
        TypedResults.Accepted($"/agents/{id}", await commands.ResumeAsync(id, cancellationToken));

    private static async Task<Accepted<AgentStatus>> SayAsync(
        string id, MessageBody body, AgentCommands commands, CancellationToken cancellationToken) =>
        TypedResults.Accepted($"/agents/{id}", await commands.SayAsync(id, body, cancellationToken));

    private static async Task<Accepted<AgentStatus>> CancelAsync(
        string id, AgentCommands commands, AgentQueries queries, CancellationToken cancellationToken)
    {
        await commands.CancelAsync(id, cancellationToken);
        return TypedResults.Accepted($"/agents/{id}", await queries.StatusAsync(id, cancellationToken));
    }
}
