using ModelContextProtocol.Client;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Mcp.Sessions;

namespace MusicSync.Worker.Agents.Tools;

/// <summary>Tools of one server without sessions that agents may call: these and no others, and none that writes.</summary>
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
internal sealed partial class AgentToolCatalog(
    IEnumerable<AgentToolSource> sources,
    IEnumerable<AgentSessionSource> sessionSources,
    McpServers servers,
    McpSessionServers sessionServers,
    ILogger<AgentToolCatalog> logger)
{
    // Both sides may be starting.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);

    private readonly AgentToolSource[] _sources = [.. sources];

    public McpToolPolicy? Find(string server, string tool) =>
        _sources.Where(source => source.Server == server).Select(source => source.Tools.GetValueOrDefault(tool)).FirstOrDefault(policy => policy is not null);

    /// <summary>The tools with the descriptions and schemas that their servers give.</summary>
    /// <param name="insists">Whether every server has to answer; else the optional ones that do not are named.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="McpCallException">A server does not answer.</exception>
    public async Task<AgentToolList> ListAsync(bool insists, CancellationToken cancellationToken)
    {
        var tools = new List<AgentTool>();
        foreach (var source in _sources)
        {
            var offered = await ListAsync(source.Server, servers[source.Server].Connection.GetAsync, cancellationToken);
            tools.AddRange(offered
                .Where(tool => source.Tools.ContainsKey(tool.Name))
                .OrderBy(tool => tool.Name, StringComparer.Ordinal)
                .Select(tool => new AgentTool(tool.Name, source.Server, tool.Description, tool.JsonSchema)));
        }

        var silent = new List<string>();
        foreach (var source in sessionSources)
        {
            try
            {
                tools.AddRange(await ListAsync(source, cancellationToken));
            }
            catch (McpCallException exception) when (!insists && servers[source.Server].IsOptional)
            {
                Log.Silent(logger, source.Server, exception.Failure.Message);
                silent.Add(source.Server);
            }
        }

        return new AgentToolList(tools, silent.Count > 0 ? silent : null);
    }

    // A look of its own: its session ends with it.
    private async Task<IReadOnlyList<AgentTool>> ListAsync(AgentSessionSource source, CancellationToken cancellationToken)
    {
        McpClient? client = null;
        try
        {
            var offered = await ListAsync(
                source.Server, async token => client = await sessionServers[source.Server].Carrier.LookAsync(token), cancellationToken);
            var (tools, leftOut) = source.Choose(offered.Select(tool => tool.ProtocolTool));
            if (leftOut.Count > 0)
            {
                Log.LeftOut(logger, source.Server, string.Join(", ", leftOut), AgentSessionSource.MaxBytes / 1024);
            }

            return tools;
        }
        finally
        {
            if (client is not null)
            {
                await client.DisposeAsync();
            }
        }
    }

    private async Task<IList<McpClientTool>> ListAsync(
        string server, Func<CancellationToken, Task<McpClient>> connect, CancellationToken cancellationToken)
    {
        return await servers[server].Circuit.CallAsync(AskAsync, cancellationToken);

        async Task<IList<McpClientTool>> AskAsync()
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(Deadline);
            try
            {
                var client = await connect(limit.Token);
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

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Warning,
            "Tools of MCP server {Server} are not offered to agents: {Tools}. All of them take more than {Kilobytes} KB to describe; name those wanted in Agents__Servers__{Server}__Tools.")]
        public static partial void LeftOut(ILogger logger, string server, string tools, int kilobytes);

        [LoggerMessage(LogLevel.Warning, "MCP server {Server} does not list its tools, an agent begins without them: {Reason}")]
        public static partial void Silent(ILogger logger, string server, string reason);
    }
}
