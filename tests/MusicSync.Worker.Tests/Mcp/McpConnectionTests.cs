using System.IO.Pipelines;
using System.Threading.Channels;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using MusicSync.Worker.Mcp;
using McpServer = ModelContextProtocol.Server.McpServer;

namespace MusicSync.Worker.Tests.Mcp;

/// <summary>A connection that ends with its server, as stdio's does.</summary>
public sealed class McpConnectionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EndedClient_IsReplacedAndDisposed()
    {
        var servers = new List<PipedServer>();
        await using var connection = new McpConnection(ConnectAsync);
        var first = await connection.GetAsync(Token);
        await servers[0].DisposeAsync();
        await first.Completion.WaitAsync(Token);

        var second = await connection.GetAsync(Token);

        Assert.NotSame(first, second);
        Assert.Equal(2, connection.Connects);
        Assert.Equal((true, false), (servers[0].ClientLetGo, servers[1].ClientLetGo));
        await servers[1].DisposeAsync();

        Task<McpClient> ConnectAsync(CancellationToken cancellationToken)
        {
            servers.Add(new PipedServer());
            return McpClient.CreateAsync(servers[^1], cancellationToken: cancellationToken);
        }
    }

    /// <summary>A server at the other end of two pipes, which notes when the client lets go of them.</summary>
    private sealed class PipedServer : IClientTransport, IAsyncDisposable
    {
        private readonly Pipe _toServer = new();
        private readonly Pipe _toClient = new();
        private readonly McpServer _server;
        private readonly Task _running;

        public PipedServer()
        {
            _server = McpServer.Create(
                new StreamServerTransport(_toServer.Reader.AsStream(), _toClient.Writer.AsStream()), new McpServerOptions());
            _running = _server.RunAsync();
        }

        public bool ClientLetGo { get; private set; }

        public string Name => "pipes";

        public async Task<ITransport> ConnectAsync(CancellationToken cancellationToken = default) => new Wire(this, await
            new StreamClientTransport(_toServer.Writer.AsStream(), _toClient.Reader.AsStream()).ConnectAsync(cancellationToken));

        public async ValueTask DisposeAsync()
        {
            await _toClient.Writer.CompleteAsync();
            await _server.DisposeAsync();
            await _running;
        }

        private sealed class Wire(PipedServer owner, ITransport inner) : ITransport
        {
            public string? SessionId => inner.SessionId;

            public ChannelReader<JsonRpcMessage> MessageReader => inner.MessageReader;

            public Task SendMessageAsync(JsonRpcMessage message, CancellationToken cancellationToken = default) =>
                inner.SendMessageAsync(message, cancellationToken);

            public ValueTask DisposeAsync()
            {
                owner.ClientLetGo = true;
                return inner.DisposeAsync();
            }
        }
    }
}
