using System.Globalization;
using System.Net;
using System.Text.Json;
using ModelContextProtocol;

namespace MusicSync.Worker.Mcp;

/// <summary>
/// Says what an exception of the MCP client means when no tool result arrived. Never that a track or playlist does not exist,
/// or that an argument is wrong: only a tool can know, and none was heard. Pure.
/// </summary>
internal static class McpTransportErrors
{
    public static McpFailure Classify(string tool, Exception exception) => exception switch
    {
        OperationCanceledException => Unknown(tool, "did not come in time"),
        HttpRequestException { StatusCode: HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable } =>
            Unavailable("is not taking calls now"),
        // A proxy's word that the host took too long: the host may have gone on.
        HttpRequestException { StatusCode: HttpStatusCode.RequestTimeout } => Unknown(tool, "did not come in time"),
        HttpRequestException { StatusCode: >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError and var status } =>
            new(McpFailureKind.McpRefused, $"The MCP host {Refusal(tool, status)}"),
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
        } => Unavailable("cannot be reached"),
        // https://www.jsonrpc.org/specification#error_object: this one code is the host's own fault, after the call was taken.
        McpProtocolException { ErrorCode: McpErrorCode.InternalError } =>
            new(McpFailureKind.Internal, $"The MCP host failed at {tool}: {exception.Message}"),
        McpProtocolException => new(
            McpFailureKind.McpRefused,
            $"The MCP host refused the call of {tool} ({exception.Message}); do the versions of the two programs fit together?"),
        JsonException => new(McpFailureKind.Internal, $"The answer of {tool} is not what its schema promises."),

        // Connection lost in mid-call, a gateway's 5xx, "completed without a reply", a closed transport: the call may have run.
        HttpRequestException or IOException or McpException => Unknown(tool, "was lost in mid-call"),
        _ => new(McpFailureKind.Internal, $"The call of {tool} failed: {exception.GetType().Name}."),
    };

    /// <summary>The same for an exception of connecting: no call was sent, so none is in doubt.</summary>
    public static McpFailure ClassifyConnecting(Exception exception) => exception switch
    {
        HttpRequestException { StatusCode: not null } or McpProtocolException =>
            Classify("server/discover", exception) is { OutcomeUnknown: false } told ? told : Unavailable("is not taking calls now"),
        // "The server does not support the requested protocol version": how the client sums up a refused handshake.
        McpException => new(
            McpFailureKind.McpRefused,
            $"The MCP host refused the connection: {exception.Message} Check AllowedHosts of the host, and that both services "
            + "are of the same version."),
        HttpRequestException or IOException => Unavailable("cannot be reached"),
        _ => new(McpFailureKind.Internal, $"Connecting to the MCP host failed: {exception.GetType().Name}."),
    };

    private static McpFailure Unavailable(string what) =>
        new(McpFailureKind.McpUnavailable, $"The MCP host {what}.");

    private static McpFailure Unknown(string tool, string what) =>
        new(McpFailureKind.OutcomeUnknown, $"The MCP host's answer to {tool} {what}.", OutcomeUnknown: true);

    private static string Refusal(string tool, HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
            "refused the worker's key; give both services the same Access__ApiKey.",
        HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed =>
            "is not at that address; check services__mcp-host__http__0.",
        HttpStatusCode.BadRequest or HttpStatusCode.MisdirectedRequest =>
            $"refused the call of {tool}: it does not know the name by which the worker calls it (AllowedHosts of the host), "
            + "or not this revision of MCP.",
        HttpStatusCode.RequestEntityTooLarge =>
            $"refused the call of {tool}, which is larger than it takes; deploy both services from the same version.",
        _ => string.Create(
            CultureInfo.InvariantCulture,
            $"refused the call of {tool} (HTTP {(int)status}); do the versions of the two programs fit together?"),
    };
}
