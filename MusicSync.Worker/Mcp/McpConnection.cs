using ModelContextProtocol.Client;

namespace MusicSync.Worker.Mcp;

/// <summary>
/// The one client of a server, connected on first use by whoever comes first and kept warm from then on. A failed call is no
/// reason to replace it: a stateless Streamable HTTP client stays usable after every failure, a restart of the host
/// included. Only a connection that has ended (stateful HTTP, stdio) is made anew.
/// </summary>
internal sealed class McpConnection(McpServerRegistration server) : IAsyncDisposable
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
            _client = await server.ConnectAsync(cancellationToken);
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

    public async ValueTask DisposeAsync()
    {
        _connecting.Dispose();
        if (_client is { } client)
        {
            await client.DisposeAsync();
        }
    }
}
