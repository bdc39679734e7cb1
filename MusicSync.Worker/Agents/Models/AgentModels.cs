using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using MusicSync.ServiceDefaults;
using OpenAI;
using OpenAI.Chat;

namespace MusicSync.Worker.Agents.Models;

/// <summary>A model that this process can ask.</summary>
/// <param name="Name">What requests call it.</param>
/// <param name="Client">Its client, which calls no tool by itself.</param>
internal sealed record AgentModel(string Name, IChatClient Client);

/// <summary>The models that this process can ask.</summary>
internal sealed class AgentModels
{
    private readonly Dictionary<string, IChatClient> _byName;

    /// <exception cref="InvalidOperationException">A client calls tools by itself.</exception>
    public AgentModels(IEnumerable<AgentModel> models)
    {
        _byName = models.ToDictionary(model => model.Name, model => model.Client, StringComparer.OrdinalIgnoreCase);
        // It would run tools inside one activity, where nothing is approved, recorded or repeated by itself.
        if (_byName.FirstOrDefault(model => model.Value.GetService<FunctionInvokingChatClient>() is not null) is { Key: { } name })
        {
            throw new InvalidOperationException($"The client of model '{name}' calls tools by itself; register it without UseFunctionInvocation.");
        }
    }

    public IReadOnlyCollection<string> Names => _byName.Keys;

    public IChatClient? Find(string name) => _byName.GetValueOrDefault(name);
}

/// <summary>Makes clients for servers with OpenAI's interface: OpenAI, Azure, Ollama, LM Studio, vLLM.</summary>
internal static class ModelClients
{
    public const string HttpClientName = "agent-model";

    // OpenAI's client wants a key; servers on one's own machine want none.
    private const string NoKey = "none";

    public static IEnumerable<AgentModel> From(IServiceProvider provider) => provider.GetRequiredService<IOptions<AgentOptions>>().Value.Given
        .Select(model => new AgentModel(model.Key, Create(model.Value, provider)));

    private static IChatClient Create(ModelOptions model, IServiceProvider provider)
    {
        var options = new OpenAIClientOptions
        {
            Endpoint = model.Address,
            // Temporal repeats, and the activity's own time-out bounds a question.
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
            Transport = new HttpClientPipelineTransport(provider.GetRequiredService<IHttpClientFactory>().CreateClient(HttpClientName)),
        };
        var key = new ApiKeyCredential(model.Key is { Length: > 0 } given ? given : NoKey);
        return new ChatClient(model.Name, key, options).AsIChatClient().AsBuilder()
            // Spans with names and counts; what is said stays out.
            .UseOpenTelemetry(sourceName: TelemetrySources.MusicSync, configure: telemetry => telemetry.EnableSensitiveData = false)
            .Build(provider);
    }
}
