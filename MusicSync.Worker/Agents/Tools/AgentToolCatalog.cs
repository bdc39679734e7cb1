using ModelContextProtocol.Client;
using MusicSync.Worker.Mcp;

namespace MusicSync.Worker.Agents.Tools;

/// <summary>Tools of one server that agents may call: these and no others, and none that writes.</summary>
/// <param name="Server">The server's name.</param>
/// <param name="Tools">Names and how long a call may take.</param>
internal sealed record AgentToolSource(string Server, IReadOnlyDictionary<string, McpToolPolicy> Tools)
{
    /// <summary>Those of these tools that only read.</summary>
    public static AgentToolSource ReadsOf(string server, IEnumerable<McpTool> tools) => new(
        server,
        tools.Where(tool => tool.Server == server && !tool.Policy.Writes).ToDictionary(tool => tool.Name, tool => tool.Policy));
}

/// <summary>What agents may call, by server; a further server is a further source.</summary>
internal sealed class AgentToolCatalog(IEnumerable<AgentToolSource> sources, McpServers servers)
{
    // Both sides may be starting.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);

    private readonly AgentToolSource[] _sources = [.. sources];

    public McpToolPolicy? Find(string server, string tool) =>
        _sources.Where(source => source.Server == server).Select(source => source.Tools.GetValueOrDefault(tool)).FirstOrDefault(policy => policy is not null);

    /// <summary>The tools with the descriptions and schemas that their servers give.</summary>
    /// <exception cref="McpCallException">A server does not answer.</exception>
    public async Task<IReadOnlyList<AgentTool>> ListAsync(CancellationToken cancellationToken)
    {
        var tools = new List<AgentTool>();
        foreach (var source in _sources)
        {
            var offered = await servers[source.Server].Circuit.CallAsync(() => ListAsync(source.Server, cancellationToken), cancellationToken);
            tools.AddRange(offered
                .Where(tool => source.Tools.ContainsKey(tool.Name))
                .OrderBy(tool => tool.Name, StringComparer.Ordinal)
                .Select(tool => new AgentTool(tool.Name, source.Server, tool.Description, tool.JsonSchema)));
        }

        return tools;
    }

    private async Task<IList<McpClientTool>> ListAsync(string server, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Deadline);
        try
        {
            var client = await servers[server].Connection.GetAsync(limit.Token);
            return await client.ListToolsAsync(cancellationToken: limit.Token);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception) when (exception is not McpCallException)
        {
            throw new McpCallException(McpTransportErrors.Classify("tools/list", exception), exception);
        }
    }
}
