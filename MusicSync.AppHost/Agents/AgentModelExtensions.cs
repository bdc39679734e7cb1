using MusicSync.AppHost.Services;

namespace MusicSync.AppHost.Agents;

/// <summary>The model that agents ask: three values, none of them needed. Without a name the worker offers no agents.</summary>
internal sealed record AgentModel(
    IResourceBuilder<ParameterResource> Endpoint, IResourceBuilder<ParameterResource> Key, IResourceBuilder<ParameterResource> Name);

/// <summary>Adds the model of agents, and the worker's side of it.</summary>
internal static class AgentModelExtensions
{
    public static AgentModel AddAgentModel(this IDistributedApplicationBuilder builder) => new(
        builder.AddParameter("agent-model-endpoint", new TextDefault(""))
            .WithDescription("Address of a server with OpenAI's interface, such as `http://127.0.0.1:11434/v1`; empty for OpenAI's own.", enableMarkdown: true),
        builder.AddParameter("agent-model-key", new TextDefault(""), secret: true)
            .WithDescription("Its key; empty for a server that wants none."),
        builder.AddParameter("agent-model-name", new TextDefault(""))
            .WithDescription("What the server calls the model. Empty: the worker offers no agents."));

    public static IResourceBuilder<ProjectResource> WithAgentModel(this IResourceBuilder<ProjectResource> worker, AgentModel model) => worker
        .WithEnvironment("Agents__Models__default__Endpoint", model.Endpoint)
        .WithEnvironment("Agents__Models__default__Key", model.Key)
        .WithEnvironment("Agents__Models__default__Name", model.Name);
}
