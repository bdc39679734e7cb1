using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ModelContextProtocol.Protocol;
using MusicSync.Worker.Sessions;

namespace MusicSync.Worker.Agents.Tools;

/// <summary>Tools of one stateful server that agents may call, in a session of each agent's own. Pure.</summary>
/// <param name="Server">The server's name.</param>
/// <param name="Names">The tools that are offered; empty: all.</param>
/// <param name="Recovery">What is done about a lost session.</param>
internal sealed partial record AgentSessionSource(string Server, IReadOnlyList<string> Names, SessionRecovery Recovery)
{
    /// <summary>Most bytes of a server's descriptions and schemas: every question to the model holds them.</summary>
    public const int MaxBytes = 96 * 1024;

    // What models' servers take as the name of a tool.
    private const int MaxNameLength = 64;

    /// <summary>Those of a server's tools that are offered, under names that begin with the server's.</summary>
    /// <param name="offered">What <c>tools/list</c> answers.</param>
    /// <returns>The tools, and the names of those for which there is no room.</returns>
    public (IReadOnlyList<AgentTool> Tools, IReadOnlyList<string> LeftOut) Choose(IEnumerable<Tool> offered)
    {
        var tools = new List<AgentTool>();
        var leftOut = new List<string>();
        var left = MaxBytes;
        foreach (var tool in offered.Where(tool => Names.Count == 0 || Names.Contains(tool.Name)).OrderBy(tool => tool.Name, StringComparer.Ordinal))
        {
            var bytes = Encoding.UTF8.GetByteCount(tool.Description ?? "") + Encoding.UTF8.GetByteCount(tool.InputSchema.GetRawText());
            if (bytes > left)
            {
                leftOut.Add(tool.Name);
                continue;
            }

            left -= bytes;

            var use = UseOf(tool.Annotations);
            tools.Add(new AgentTool(
                FreeName($"{Server}__{NoNameCharacter().Replace(tool.Name, "_")}", tools),
                Server,
                tool.Description ?? "",
                tool.InputSchema,
                Writes: use is SessionUse.Write,
                new SessionTool(tool.Name, use, Recovery)));
        }

        return (tools, leftOut);
    }

    // A hint that is not given means the worst: https://modelcontextprotocol.io/specification/2025-11-25/schema#toolannotations
    private static SessionUse UseOf(ToolAnnotations? hints) => hints switch
    {
        { ReadOnlyHint: true } => SessionUse.Read,
        { IdempotentHint: true, DestructiveHint: false } => SessionUse.SetUp,
        _ => SessionUse.Write,
    };

    private static string FreeName(string wanted, List<AgentTool> tools)
    {
        var name = wanted.Length <= MaxNameLength ? wanted : wanted[..MaxNameLength];
        for (var number = 2; tools.Any(tool => tool.Name == name); number++)
        {
            var suffix = string.Create(CultureInfo.InvariantCulture, $"_{number}");
            name = wanted[..Math.Min(wanted.Length, MaxNameLength - suffix.Length)] + suffix;
        }

        return name;
    }

    [GeneratedRegex("[^A-Za-z0-9_-]")]
    private static partial Regex NoNameCharacter();
}
