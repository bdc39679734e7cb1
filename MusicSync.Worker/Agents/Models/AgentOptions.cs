using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using MusicSync.Worker.Agents.Tools;

namespace MusicSync.Worker.Agents.Models;

/// <summary>Settings <c>Agents</c>.</summary>
internal sealed class AgentOptions
{
    public const string SectionName = "Agents";

    /// <summary>Models by the name that requests use; none by default, and agents are then not offered.</summary>
    public Dictionary<string, ModelOptions> Models { get; init; } = [];

    /// <summary>Stateful MCP servers by the name that begins the names of their tools; none by default.</summary>
    public Dictionary<string, AgentServerOptions> Servers { get; init; } = [];

    /// <summary>
    /// Events after which the next step begins a new run; default null, when Temporal suggests it. Small numbers are for tests.
    /// </summary>
    [Range(1, 40_000, ErrorMessage = "Agents:MaxEvents must be from {1} to {2} events; set Agents__MaxEvents.")]
    public int? MaxEvents { get; init; }

    /// <summary>Those that are configured; an AppHost hands on empty values where nothing was given.</summary>
    public IEnumerable<KeyValuePair<string, ModelOptions>> Given => Models.Where(model => !model.Value.IsEmpty);

    /// <summary>The same of the servers.</summary>
    public IEnumerable<KeyValuePair<string, AgentServerOptions>> GivenServers => Servers.Where(server => !server.Value.IsEmpty);
}

/// <summary>Where a model is.</summary>
internal sealed class ModelOptions
{
    private const string OpenAi = "https://api.openai.com/v1";

    /// <summary>Address of a server with OpenAI's interface; OpenAI's own by default.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Its key; none by default, for a server on one's own machine.</summary>
    public string? Key { get; init; }

    /// <summary>What the server calls the model.</summary>
    public string? Name { get; init; }

    public bool IsEmpty => string.IsNullOrEmpty(Endpoint) && string.IsNullOrEmpty(Key) && string.IsNullOrEmpty(Name);

    public Uri Address => new(string.IsNullOrEmpty(Endpoint) ? OpenAi : Endpoint);

    // A user name or key in an address would be in traces.
    public static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.Scheme is "http" or "https" && address.UserInfo.Length == 0 && address.Query.Length == 0;

    public static bool IsKey(string text) => text.All(letter => letter is > ' ' and <= '~');
}

/// <summary>Stops the start where a model could never be asked. The key is in no message.</summary>
internal sealed class AgentOptionsValidator : IValidateOptions<AgentOptions>
{
    public ValidateOptionsResult Validate(string? name, AgentOptions options)
    {
        string[] problems =
        [
            .. options.Given.SelectMany(model => Problems(model.Key, model.Value)),
            .. options.GivenServers.SelectMany(server => AgentServerProblems.Of(server.Key, server.Value)),
        ];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(string name, ModelOptions model)
    {
        if (string.IsNullOrWhiteSpace(model.Name))
        {
            yield return $"Agents:Models:{name} has no Name; set Agents__Models__{name}__Name to what the server calls the model.";
        }

        if (!string.IsNullOrEmpty(model.Endpoint) && !ModelOptions.IsAddress(model.Endpoint))
        {
            yield return $"Agents:Models:{name}:Endpoint is '{model.Endpoint}'; it must be an http or https address, such as http://127.0.0.1:11434/v1.";
        }

        if (model.Key is { } key && !ModelOptions.IsKey(key))
        {
            yield return $"Agents:Models:{name}:Key has blanks or other characters that no key has; set Agents__Models__{name}__Key anew.";
        }
    }
}
