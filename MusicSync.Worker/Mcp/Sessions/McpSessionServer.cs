using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.Json;
using ModelContextProtocol.Client;
using MusicSync.ServiceDefaults;

namespace MusicSync.Worker.Mcp.Sessions;

/// <summary>A server that remembers between calls, and what carries its memory.</summary>
/// <param name="Name">A constant; the address or command is configuration.</param>
/// <param name="Carrier">How a session is opened, taken up again and ended.</param>
/// <param name="Options">How its sessions are judged.</param>
/// <param name="Statistics">What is told of its sessions.</param>
internal sealed record McpSessionServer(
    string Name, IMcpSessionCarrier Carrier, McpSessionServerOptions Options, McpSessionStatistics Statistics);

/// <summary>What is particular to a server.</summary>
internal sealed record McpSessionServerOptions
{
    /// <summary>How long a call may take of a tool that was not registered with a policy of its own; default 1 min.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Whether the worker is ready and well without it; what needs it waits. Default false: like any other server, it has to
    /// answer once before the worker is ready.
    /// </summary>
    public bool IsOptional { get; init; }

    /// <summary>
    /// For servers that revive a session with nothing in it: which answer gives that away, once something had been set up. The
    /// call must not have changed anything when it is answered so.
    /// </summary>
    public Func<McpSessionOutcome, bool>? LostWhen { get; init; }
}

/// <summary>What holds a session: a header over HTTP, a process, or a handle.</summary>
internal interface IMcpSessionCarrier
{
    /// <summary>Whether only this process can serve its sessions.</summary>
    bool IsBound { get; }

    /// <summary>After how long without a call the client is let go.</summary>
    TimeSpan MaxIdle { get; }

    Task<OpenedSession> OpenAsync(CancellationToken cancellationToken);

    /// <summary>A client for a session that was opened elsewhere; null where there can be none.</summary>
    Task<McpClient?> ResumeAsync(McpSessionRef session, CancellationToken cancellationToken);

    /// <summary>Tells the server that nobody will come back. One that knows nothing of the session is content too.</summary>
    Task EndAsync(McpSessionRef session, CancellationToken cancellationToken);

    /// <summary>A client to look at the tools with; disposing it ends its session.</summary>
    Task<McpClient> LookAsync(CancellationToken cancellationToken);

    /// <summary>The argument by which a tool is told its session; null where something else tells it.</summary>
    KeyValuePair<string, JsonElement>? ArgumentOf(McpSessionRef session) => null;

    /// <summary>How a call that failed has lost the session; null: it has not.</summary>
    SessionEnd? EndOf(Exception exception, ClientCompletionDetails? ended) => SessionLoss.Of(exception, ended);

    /// <summary>Whether an answer says that the session is gone.</summary>
    bool IsExpired(McpSessionOutcome outcome) => false;
}

/// <summary>A session just opened, with the client that did it.</summary>
internal sealed record OpenedSession(string Id, McpClient Client, JsonElement? Resume = null);

/// <summary>The servers with sessions that this process may call.</summary>
internal sealed class McpSessionServers(IEnumerable<McpSessionServer> servers)
{
    private readonly Dictionary<string, McpSessionServer> _byName = servers.ToDictionary(server => server.Name);

    /// <summary>Whether some session can live in this process alone.</summary>
    public bool AnyBound => _byName.Values.Any(server => server.Carrier.IsBound);

    public McpSessionServer this[string name] => _byName.TryGetValue(name, out var server)
        ? server
        : throw new InvalidOperationException($"No MCP server with sessions is registered as '{name}'.");
}

/// <summary>How many sessions of a server this process serves, and how often one had to be opened in place of a lost one.</summary>
internal sealed class McpSessionStatistics
{
    private readonly ConcurrentDictionary<string, int> _again = new(StringComparer.Ordinal);
    private int _open;

    public int Open => Volatile.Read(ref _open);

    public void Opened() => Interlocked.Increment(ref _open);

    public void Closed() => Interlocked.Decrement(ref _open);

    public void OpenedAfter(string cause) => _again.AddOrUpdate(cause, 1, static (_, count) => count + 1);

    public SessionHealth Read() => new(Open, new SortedDictionary<string, int>(_again, StringComparer.Ordinal));
}

/// <summary>A server's sessions, for the health document.</summary>
/// <param name="Open">Sessions that this process has a client for.</param>
/// <param name="Reinitialised">How often a session was opened in place of a lost one, by cause.</param>
internal sealed record SessionHealth(int Open, IReadOnlyDictionary<string, int> Reinitialised);

/// <summary>Measures sessions.</summary>
internal sealed class McpSessionMetrics
{
    private readonly Counter<long> _again;

    public McpSessionMetrics(IMeterFactory meters, IEnumerable<McpSessionServer> servers)
    {
        McpSessionServer[] all = [.. servers];
        var meter = meters.Create(TelemetrySources.MusicSync);
        _again = meter.CreateCounter<long>(
            "musicsync.mcp.sessions.reinitialised", "{session}", "Sessions opened in place of a lost one.");
        meter.CreateObservableGauge(
            "musicsync.mcp.sessions.open",
            () => all.Select(server => new Measurement<int>(server.Statistics.Open, Tag("server", server.Name))),
            "{session}",
            "Sessions that this process has a client for.");
    }

    public void OpenedAfter(McpSessionServer server, string cause)
    {
        server.Statistics.OpenedAfter(cause);
        _again.Add(1, Tag("server", server.Name), Tag("cause", cause));
    }

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
