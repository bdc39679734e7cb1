using System.Text.RegularExpressions;
using MusicSync.Worker.Agents.Models;
using MusicSync.Worker.Sessions;
using MusicSync.Worker.Spotify;

namespace MusicSync.Worker.Agents.Tools;

/// <summary>Settings <c>Agents:Servers:{name}</c>: a stateful MCP server whose tools agents may call.</summary>
internal sealed class AgentServerOptions
{
    /// <summary>Its MCP endpoint, for one that is reached over Streamable HTTP. Either this or <see cref="Command"/>.</summary>
    public string? Url { get; init; }

    /// <summary>What it is sent as <c>Authorization: Bearer</c>; none by default.</summary>
    public string? Key { get; init; }

    /// <summary>The program that is the server, for one that speaks over standard input and output.</summary>
    public string? Command { get; init; }

    /// <summary>The program's arguments, each as it is.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Variables that the program gets besides path, home and the like; it gets none of the worker's.</summary>
    public Dictionary<string, string> Variables { get; init; } = [];

    /// <summary>Names of the tools that are offered; all by default.</summary>
    public IReadOnlyList<string> Tools { get; init; } = [];

    /// <summary>
    /// What is done about a lost session; by default its calls fail once, and the model is told that nothing is left of what it
    /// had set up, since only the model knows what it needs again.
    /// </summary>
    public SessionRecovery Recovery { get; init; } = SessionRecovery.Tell;

    /// <summary>How long one call may take; default 1 min, from 1 s to 9 min.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(1);

    public bool IsEmpty => string.IsNullOrEmpty(Url) && string.IsNullOrEmpty(Command);
}

/// <summary>What is wrong with the settings of a server, each a sentence. Secrets are in none. Pure.</summary>
internal static partial class AgentServerProblems
{
    private static readonly TimeSpan MinDeadline = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxDeadline = TimeSpan.FromMinutes(9);

    public static IEnumerable<string> Of(string name, AgentServerOptions server)
    {
        if (!Name().IsMatch(name) || name == SpotifyTools.Server)
        {
            yield return $"Agents:Servers:{name} is no name for a server: 1 to 24 lower-case letters, digits and dashes, a letter first, and not '{SpotifyTools.Server}'.";
        }

        if (!string.IsNullOrEmpty(server.Url) && !string.IsNullOrEmpty(server.Command))
        {
            yield return $"Agents:Servers:{name} has both Url and Command; give the one by which it is reached.";
        }

        if (!string.IsNullOrEmpty(server.Url) && !ModelOptions.IsAddress(server.Url))
        {
            yield return $"Agents:Servers:{name}:Url is '{server.Url}'; it must be an http or https address without user name and query, such as http://127.0.0.1:8931/mcp.";
        }

        if (server.Key is { } key && !ModelOptions.IsKey(key))
        {
            yield return $"Agents:Servers:{name}:Key has blanks or other characters that no key has; set Agents__Servers__{name}__Key anew.";
        }

        if (server.Deadline < MinDeadline || server.Deadline > MaxDeadline)
        {
            yield return $"Agents:Servers:{name}:Deadline is {server.Deadline}; it must be from {MinDeadline} to {MaxDeadline}.";
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{0,23}$")]
    private static partial Regex Name();
}
