using System.Net;
using System.Text.Json;
using ModelContextProtocol;

namespace MusicSync.Worker.Mcp;

/// <summary>Says what an exception of the MCP client means when no tool result arrived. Pure.</summary>
internal static class McpTransportErrors
{
    public static McpFailure Classify(string tool, Exception exception) => exception switch
    {
        OperationCanceledException => Unknown(tool, "did not come in time"),
        HttpRequestException { StatusCode: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } =>
            Unavailable("refused the worker's key; give both services the same Access__ApiKey"),
        HttpRequestException { StatusCode: HttpStatusCode.NotFound } =>
            Unavailable("is not at that address; check services__mcp-host__http__0"),
        HttpRequestException { StatusCode: HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable } =>
            Unavailable("is not taking calls now"),
        HttpRequestException { StatusCode: >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError } =>
            new(McpFailureKind.InvalidArgument, $"The MCP host refused the call of {tool}: {exception.Message}"),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError } =>
            Unavailable("cannot be reached"),
        McpProtocolException protocol => Protocol(tool, protocol),
        JsonException => new(McpFailureKind.Internal, $"The answer of {tool} is not what its schema promises."),

        // Connection lost in mid-call, a gateway's 5xx, "completed without a reply", a closed transport: the call may have run.
        HttpRequestException or IOException or McpException => Unknown(tool, "was lost in mid-call"),
        _ => new(McpFailureKind.Internal, $"The call of {tool} failed: {exception.GetType().Name}."),
    };

    private static McpFailure Unavailable(string what) =>
        new(McpFailureKind.McpUnavailable, $"The MCP host {what}.");

    private static McpFailure Unknown(string tool, string what) =>
        new(McpFailureKind.OutcomeUnknown, $"The MCP host's answer to {tool} {what}.", OutcomeUnknown: true);

    private static McpFailure Protocol(string tool, McpProtocolException exception) => exception.ErrorCode switch
    {
        McpErrorCode.InvalidParams or McpErrorCode.InvalidRequest or McpErrorCode.MethodNotFound =>
            new(McpFailureKind.InvalidArgument, $"The MCP host refused the call of {tool}: {exception.Message}"),
        _ => new(McpFailureKind.Internal, $"The MCP host failed at {tool}: {exception.Message}"),
    };
}
