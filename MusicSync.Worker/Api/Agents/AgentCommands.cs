using System.Text;
using Microsoft.Extensions.Options;
using MusicSync.Worker.Agents;
using MusicSync.Worker.Agents.Models;
using MusicSync.Worker.Playlists.Writing;
using MusicSync.Worker.Temporal;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace MusicSync.Worker.Api.Agents;

/// <summary>Starts agents, and hands on what people decide about them; the same request sent twice is one agent.</summary>
internal sealed partial class AgentCommands(
    ITemporalClient client,
    AgentQueries queries,
    IServiceProvider services,
    WriteTiming timing,
    PauseThresholds pauses,
    IOptions<AgentOptions> options,
    ILogger<AgentCommands> logger)
{
    private const string DefaultModel = "default";
    private const int MaxIdLength = 40;
    private const int MaxGoalBytes = 32 * 1024;
    private const int MaxMessageBytes = 16 * 1024;

    /// <summary>The models that requests may name; none where agents are not offered.</summary>
    public IReadOnlyCollection<string> Models => services.GetService<AgentModels>()?.Names ?? [];

    /// <summary>Starts an agent, or joins the one that the same request started.</summary>
    /// <returns>Its id.</returns>
    /// <exception cref="ProblemException">No model is configured, the request is not in order, or its id belongs to another one.</exception>
    public async Task<string> StartAsync(AgentBody body, CancellationToken cancellationToken)
    {
        var model = ModelOf(body.Model);
        var request = new AgentRequest(
            CallerIds.Of(body.Id, MaxIdLength),
            TextOf("goal", body.Goal, MaxGoalBytes),
            model,
            (body.Limits ?? new()).ToLimits(),
            body.Approvals ?? ApprovalRule.Writes);
        var hash = TemporalJson.HashOf(request);
        var settled = request with { TimeScale = timing.Scale, LongWait = pauses.WriteFirst, MaxEvents = options.Value.MaxEvents };
        try
        {
            await client.StartWorkflowAsync(
                (AgentWorkflow workflow) => workflow.RunAsync(settled),
                new WorkflowOptions(AgentWorkflow.IdOf(request.Id), TaskQueues.Sync)
                {
                    IdReusePolicy = WorkflowIdReusePolicy.RejectDuplicate,
                    Memo = AgentMemo.OfStarted(request, hash),
                    Priority = TaskPriorities.First,
                    Rpc = TemporalCalls.Options(cancellationToken),
                });
            Log.Accepted(logger, request.Id, model);
        }
        catch (WorkflowAlreadyStartedException)
        {
            await queries.EnsureSameAsync(request.Id, hash, cancellationToken);
        }

        return request.Id;
    }

    /// <summary>Takes somebody's decision about a call.</summary>
    public Task<AgentStatus> DecideAsync(string id, DecisionBody body, CancellationToken cancellationToken)
    {
        var decision = body.ToDecision();
        return UpdateAsync(id, handle => handle.ExecuteUpdateAsync(
            workflow => workflow.DecideAsync(decision), new() { Rpc = TemporalCalls.Query(cancellationToken) }), cancellationToken);
    }

    /// <summary>Lets a parked agent go on.</summary>
    public Task<AgentStatus> ResumeAsync(string id, CancellationToken cancellationToken) => UpdateAsync(
        id,
        handle => handle.ExecuteUpdateAsync(workflow => workflow.ResumeAsync(), new() { Rpc = TemporalCalls.Query(cancellationToken) }),
        cancellationToken);

    /// <summary>Says something to a running agent.</summary>
    public Task<AgentStatus> SayAsync(string id, MessageBody body, CancellationToken cancellationToken)
    {
        var message = new AgentMessage(TextOf("text", body.Text, MaxMessageBytes));
        return UpdateAsync(id, handle => handle.ExecuteUpdateAsync(
            workflow => workflow.SayAsync(message), new() { Rpc = TemporalCalls.Query(cancellationToken) }), cancellationToken);
    }

    /// <summary>Asks it to stop; one that has ended stays as it is.</summary>
    public async Task CancelAsync(string id, CancellationToken cancellationToken)
    {
        if (await queries.IsRunningAsync(id, cancellationToken))
        {
            await client.GetWorkflowHandle(AgentWorkflow.IdOf(id)).CancelAsync(new() { Rpc = TemporalCalls.Options(cancellationToken) });
        }
    }

    private async Task<AgentStatus> UpdateAsync(
        string id, Func<WorkflowHandle<AgentWorkflow>, Task<AgentStatus>> update, CancellationToken cancellationToken)
    {
        if (!await queries.IsRunningAsync(id, cancellationToken))
        {
            throw new ProblemException(StatusCodes.Status409Conflict, "The agent has ended", $"Agent {id} has ended; GET /agents/{id} says how.");
        }

        try
        {
            return await update(client.GetWorkflowHandle<AgentWorkflow>(AgentWorkflow.IdOf(id)));
        }
        catch (WorkflowUpdateFailedException refused) when (refused.InnerException is ApplicationFailureException { ErrorType: { } type } why)
        {
            throw type switch
            {
                Approvals.NotAsked => new ProblemException(StatusCodes.Status404NotFound, "Nothing is asked", why.Message),
                Approvals.OtherCall => new ProblemException(StatusCodes.Status409Conflict, "Another call was shown", why.Message),
                Approvals.DecidedOtherwise => new ProblemException(StatusCodes.Status409Conflict, "Decided before", why.Message),
                AgentWorkflow.NothingWaits => new ProblemException(
                    StatusCodes.Status409Conflict, "Nothing waits", $"Agent {id} is not parked: it goes on by itself. GET /agents/{id} says how far it is."),
                AgentWorkflow.Ended => new ProblemException(StatusCodes.Status409Conflict, "The agent has ended", why.Message),
                _ => refused,
            };
        }
    }

    private string ModelOf(string? asked)
    {
        var models = Models;
        if (models.Count == 0)
        {
            throw new ProblemException(
                StatusCodes.Status503ServiceUnavailable,
                "No model configured",
                "Agents need a model: set Agents__Models__default__Name and, where it is not OpenAI's, Agents__Models__default__Endpoint. Everything else works without.");
        }

        return (asked ?? (models.Count == 1 ? models.First() : DefaultModel)) switch
        {
            var name when models.Contains(name, StringComparer.OrdinalIgnoreCase) => name,
            var name => throw ProblemException.Unprocessable($"model is '{name}'; it must be one of {string.Join(", ", models.Order(StringComparer.Ordinal))}."),
        };
    }

    private static string TextOf(string name, string? text, int maxBytes) => text?.Trim() switch
    {
        null or "" => throw ProblemException.Unprocessable($"{name} is missing; say what you want."),
        var given when Encoding.UTF8.GetByteCount(given) > maxBytes =>
            throw ProblemException.Unprocessable($"{name} is larger than {maxBytes / 1024} KB; send long lists to POST /syncs instead."),
        var given => given,
    };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Agent {AgentId} accepted, model {Model}")]
        public static partial void Accepted(ILogger logger, string agentId, string model);
    }
}
