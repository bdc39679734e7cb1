using System.Collections.Concurrent;
using ModelContextProtocol.Client;

namespace MusicSync.Worker.Mcp.Sessions;

/// <summary>
/// The clients of the sessions that this process serves. Unlike the connection of a server without memory, none is ever
/// replaced by itself: a new session under an old name would be a loss that nobody hears of.
/// </summary>
internal sealed class McpSessionClients : IAsyncDisposable
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string Server, string Id), Entry> _entries = new();
    private readonly McpSessionServers _servers;
    private readonly TimeProvider _time;
    private readonly ITimer _sweep;

    public McpSessionClients(McpSessionServers servers, TimeProvider time)
    {
        (_servers, _time) = (servers, time);
        _sweep = time.CreateTimer(_ => LetIdleOnesGo(), state: null, SweepEvery, SweepEvery);
    }

    public async Task AddAsync(string server, string id, McpClient client)
    {
        if (!Keep(server, id, client))
        {
            await client.DisposeAsync();
        }
    }

    /// <summary>The warm client of a session, or one that takes it up again; null where the session cannot be reached from here.</summary>
    public async Task<McpClient?> GetAsync(McpSessionRef session, CancellationToken cancellationToken)
    {
        if (Find(session) is { } warm)
        {
            return warm;
        }

        if (await _servers[session.Server].Carrier.ResumeAsync(session, cancellationToken) is not { } resumed)
        {
            return null;
        }

        await AddAsync(session.Server, session.Id, resumed);
        return Find(session) ?? resumed;
    }

    /// <summary>Lets the client go, and with it a session that is a process.</summary>
    public async Task ForgetAsync(string server, string id)
    {
        if (_entries.TryRemove((server, id), out var entry))
        {
            _servers[server].Statistics.Closed();
            await entry.Client.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _sweep.DisposeAsync();
        await Task.WhenAll(_entries.Keys.Select(key => ForgetAsync(key.Server, key.Id)));
    }

    private McpClient? Find(McpSessionRef session)
    {
        if (!_entries.TryGetValue((session.Server, session.Id), out var entry))
        {
            return null;
        }

        entry.LastUsed = _time.GetUtcNow();
        return entry.Client;
    }

    private bool Keep(string server, string id, McpClient client)
    {
        if (!_entries.TryAdd((server, id), new Entry(client) { LastUsed = _time.GetUtcNow() }))
        {
            return false;
        }

        _servers[server].Statistics.Opened();
        return true;
    }

    private void LetIdleOnesGo()
    {
        var now = _time.GetUtcNow();
        foreach (var ((server, id), entry) in _entries)
        {
            if (now - entry.LastUsed > _servers[server].Carrier.MaxIdle)
            {
                _ = ForgetAsync(server, id);
            }
        }
    }

    private sealed class Entry(McpClient client)
    {
        public McpClient Client { get; } = client;

        public DateTimeOffset LastUsed { get; set; }
    }
}
