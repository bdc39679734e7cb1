using ModelContextProtocol.Client;
using MusicSync.ServiceDefaults;
using MusicSync.Worker.Mcp.Sessions;

namespace MusicSync.Worker.Mcp;

/// <summary>The named servers that this process may call, shared by everything in it.</summary>
internal sealed class McpServers(IEnumerable<McpServer> servers)
{
    private readonly Dictionary<string, McpServer> _byName = servers.ToDictionary(server => server.Name);

    public IReadOnlyCollection<McpServer> All => _byName.Values;

    public McpServer this[string name] => _byName[name];

    public bool Contains(string name) => _byName.ContainsKey(name);
}

/// <summary>A named server and what this process has and knows of it: one that is down stops no call to another.</summary>
internal sealed class McpServer : IAsyncDisposable
{
    public McpServer(
        string name,
        Func<CancellationToken, Task<McpClient>> connect,
        IEnumerable<McpTool> tools,
        McpCircuitOptions options,
        TimeProvider time,
        ILoggerFactory loggers,
        McpSessionServer? sessions = null)
    {
        Name = name;
        Connection = new McpConnection(connect, isKept: sessions is null);
        Sessions = sessions?.Statistics;
        IsOptional = sessions is { Options.IsOptional: true };
        Prober = new McpProber(
            name,
            [.. tools.Where(tool => tool.Server == name)],
            Connection,
            time,
            loggers.CreateLogger<McpProber>(),
            sessions is { Carrier.IsBound: true } ? McpProber.ProcessStaysFresh : McpProber.StaysFresh);
        Circuit = new McpCircuit(
            name, async () => await Prober.AskAsync() is { Answered: true }, options, time, loggers.CreateLogger<McpCircuit>());
        Statistics = new McpCallStatistics(time);
    }

    /// <summary>A name is code; the address is configuration.</summary>
    public string Name { get; }

    public McpConnection Connection { get; }

    public McpProber Prober { get; }

    public McpCircuit Circuit { get; }

    public McpCallStatistics Statistics { get; }

    /// <summary>What is told of its sessions; null for a server without.</summary>
    public McpSessionStatistics? Sessions { get; }

    /// <summary>Whether this process is ready and well without it.</summary>
    public bool IsOptional { get; }

    // The machine's own clock: what a server's answer is compared with is never a test's.
    /// <summary>How far this machine's clock is from the server's, whose <c>Date</c> comes with every answer.</summary>
    public ClockOffset Clock { get; } = new("the MCP host", TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        Prober.Dispose();
        await Connection.DisposeAsync();
    }
}

/// <summary>
/// The one client of a server, connected on first use by whoever comes first and kept warm from then on. A failed call is no
/// reason to replace it: a stateless Streamable HTTP client stays usable after every failure, a restart of the host
/// included. Only a connection that has ended (stateful HTTP, stdio) is made anew.
/// </summary>
/// <param name="connect">Makes a client.</param>
/// <param name="isKept">Whether it stays for the next caller; a session only looked at must not stay on the server.</param>
internal sealed class McpConnection(Func<CancellationToken, Task<McpClient>> connect, bool isKept = true) : IAsyncDisposable
{
    private readonly SemaphoreSlim _connecting = new(1, 1);
    private volatile McpClient? _client;

    /// <summary>How often a client was made; 1 in a healthy process, whatever happened to the host.</summary>
    public int Connects { get; private set; }

    /// <summary>Whether the server has ever answered a call; until then its first-call deadline applies.</summary>
    public bool HasAnswered { get; set; }

    /// <summary>The warm client, or a new one.</summary>
    /// <exception cref="McpCallException">There is none to be had.</exception>
    public async Task<McpClient> GetAsync(CancellationToken cancellationToken)
    {
        if (_client is { Completion.IsCompleted: false } warm)
        {
            return warm;
        }

        await _connecting.WaitAsync(cancellationToken);
        try
        {
            if (_client is { Completion.IsCompleted: false } connected)
            {
                return connected;
            }

            var ended = _client;
            _client = await connect(cancellationToken);
            Connects++;
            if (ended is not null)
            {
                await ended.DisposeAsync();
            }

            return _client;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new McpCallException(McpTransportErrors.ClassifyConnecting(exception), exception);
        }
        finally
        {
            _connecting.Release();
        }
    }

    /// <summary>Says that a client is not needed any more for now.</summary>
    public async Task ReleaseAsync()
    {
        if (!isKept && Interlocked.Exchange(ref _client, null) is { } used)
        {
            await used.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _connecting.Dispose();
        if (_client is { } client)
        {
            await client.DisposeAsync();
        }
    }
}
