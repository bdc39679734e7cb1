using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace MusicSync.Worker.Mcp.Sessions;

/// <summary>
/// Sessions named by the header <c>Mcp-Session-Id</c>. The server's memory holds them, so any client that names one goes on
/// with it, and a client that is disposed leaves it alone.
/// </summary>
internal sealed class HttpSessionCarrier(string name, Uri endpoint, IHttpClientFactory http, ILoggerFactory loggers) : IMcpSessionCarrier
{
    // The newest revision with sessions. Unpinned, a server that knows both is asked for the one without, and forgets.
    internal const string ProtocolVersion = "2025-11-25";

    private const string ServerInfo = "serverInfo";
    private const string Capabilities = "serverCapabilities";

    public static string HttpClientName(string server) => $"mcp-session-{server}";

    public bool IsBound => false;

    // Cheap to make anew: taking a session up again sends nothing.
    public TimeSpan MaxIdle => TimeSpan.FromMinutes(10);

    public async Task<OpenedSession> OpenAsync(CancellationToken cancellationToken)
    {
        var client = await ConnectAsync(ownsSession: false, cancellationToken);
        if (client.SessionId is { } id)
        {
            return new OpenedSession(id, client, Agreed(client));
        }

        await client.DisposeAsync();
        throw new McpCallException(
            new McpFailure(
                McpFailureKind.Misconfigured, $"MCP server {name} keeps no sessions; register it with AddMcpServer, which needs none."),
            cause: null);
    }

    public async Task<McpClient?> ResumeAsync(McpSessionRef session, CancellationToken cancellationToken)
    {
        var options = new ResumeClientSessionOptions
        {
            ServerInfo = Read<Implementation>(session, ServerInfo),
            ServerCapabilities = Read<ServerCapabilities>(session, Capabilities),
            NegotiatedProtocolVersion = ProtocolVersion,
        };
        return await McpClient.ResumeSessionAsync(
            Transport(session.Id, ownsSession: false), options, ClientOptions(), loggers, cancellationToken);
    }

    public async Task EndAsync(McpSessionRef session, CancellationToken cancellationToken)
    {
        using var client = http.CreateClient(HttpClientName(name));
        using var request = new HttpRequestMessage(HttpMethod.Delete, endpoint);
        request.Headers.Add("Mcp-Session-Id", session.Id);
        request.Headers.Add("MCP-Protocol-Version", ProtocolVersion);
        using var response = await client.SendAsync(request, cancellationToken);
        // 404 and 400: it is gone already; 405: this server lets nobody end one, its idle time does.
        if (response.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.BadRequest or HttpStatusCode.MethodNotAllowed))
        {
            response.EnsureSuccessStatusCode();
        }
    }

    public Task<McpClient> LookAsync(CancellationToken cancellationToken) => ConnectAsync(ownsSession: true, cancellationToken);

    private Task<McpClient> ConnectAsync(bool ownsSession, CancellationToken cancellationToken) =>
        McpClient.CreateAsync(Transport(knownId: null, ownsSession), ClientOptions(), loggers, cancellationToken);

    private HttpClientTransport Transport(string? knownId, bool ownsSession) => new(
        new HttpClientTransportOptions
        {
            Name = name,
            Endpoint = endpoint,
            TransportMode = HttpTransportMode.StreamableHttp,
            KnownSessionId = knownId,
            OwnsSession = ownsSession,
            // Some servers end a session when one ping on that stream is missed, which a killed worker does miss.
            EnableStandaloneGetStream = false,
        },
        http.CreateClient(HttpClientName(name)),
        loggers,
        ownsHttpClient: false);

    private static McpClientOptions ClientOptions() => new() { ProtocolVersion = ProtocolVersion };

    private static JsonElement Agreed(McpClient client) => JsonSerializer.SerializeToElement(new JsonObject
    {
        [ServerInfo] = JsonSerializer.SerializeToNode(client.ServerInfo, McpJsonUtilities.DefaultOptions),
        [Capabilities] = JsonSerializer.SerializeToNode(client.ServerCapabilities, McpJsonUtilities.DefaultOptions),
    });

    private static T Read<T>(McpSessionRef session, string member) =>
        session.Resume!.Value.GetProperty(member).Deserialize<T>(McpJsonUtilities.DefaultOptions)!;
}
