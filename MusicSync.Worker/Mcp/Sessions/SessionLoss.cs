using System.Net;
using ModelContextProtocol;
using ModelContextProtocol.Client;

namespace MusicSync.Worker.Mcp.Sessions;

/// <summary>
/// Tells a lost session from every other failure of a call in one. What is not known to be a loss is none: a server that is
/// down is waited for, and asked with the same session when it is back. Pure.
/// </summary>
internal static class SessionLoss
{
    // The specification wants 404; servers built on older examples answer 400 with one of these.
    private const McpErrorCode NoValidSession = (McpErrorCode)(-32000);
    private const McpErrorCode SessionNotFound = (McpErrorCode)(-32001);

    /// <summary>How a session was lost and whether the call may have run all the same; null: it was not lost.</summary>
    /// <param name="exception">What the call ended with.</param>
    /// <param name="ended">How the client ended; null while it has not.</param>
    public static SessionEnd? Of(Exception exception, ClientCompletionDetails? ended) => exception switch
    {
        HttpRequestException { StatusCode: HttpStatusCode.NotFound } => new(McpSessionLossCause.Forgotten, MayHaveRun: false),
        HttpRequestException { StatusCode: HttpStatusCode.BadRequest } refused when NamesSession(refused.Message) =>
            new(McpSessionLossCause.Refused, MayHaveRun: false),
        HttpRequestException { StatusCode: not null } => null,
        McpProtocolException { ErrorCode: NoValidSession or SessionNotFound } => new(McpSessionLossCause.Refused, MayHaveRun: false),
        McpProtocolException { ErrorCode: McpErrorCode.InvalidRequest } refused when NamesSession(refused.Message) =>
            new(McpSessionLossCause.Refused, MayHaveRun: false),
        McpProtocolException => null,
        ClientTransportClosedException closed => Of(closed.Details),
        _ when ended is not null => Of(ended),
        _ => null,
    };

    /// <summary>The same for a client that was found ended before anything was sent.</summary>
    public static SessionEnd Of(ClientCompletionDetails ended) => ended switch
    {
        StdioClientCompletionDetails => new(McpSessionLossCause.Exited, MayHaveRun: true),
        // Another call was told so; whether this one had been taken before is not known.
        HttpClientCompletionDetails { HttpStatusCode: HttpStatusCode.NotFound } => new(McpSessionLossCause.Forgotten, MayHaveRun: true),
        _ => new(McpSessionLossCause.Ended, MayHaveRun: true),
    };

    // {"jsonrpc":"2.0","error":{"code":-32000,"message":"Bad Request: No valid session ID provided"},"id":null}
    private static bool NamesSession(string message) =>
        message.Contains("-32000", StringComparison.Ordinal)
        || message.Contains("-32001", StringComparison.Ordinal)
        || message.Contains("session", StringComparison.OrdinalIgnoreCase);
}

/// <summary>How a session ended.</summary>
/// <param name="Cause">One of <see cref="McpSessionLossCause"/>.</param>
/// <param name="MayHaveRun">Whether the call that met it may have run.</param>
internal sealed record SessionEnd(string Cause, bool MayHaveRun);

/// <summary>A call met a lost session. No failure of the server: what it had to remember is set up again in a new one.</summary>
internal sealed class McpSessionLostException(McpSessionLoss loss, Exception? cause) : McpCallException(
    new McpFailure(
        McpFailureKind.SessionLost,
        $"The session with MCP server {loss.Server} was lost ({loss.Cause}).",
        OutcomeUnknown: loss.OutcomeUnknown),
    cause)
{
    public McpSessionLoss Loss { get; } = loss;
}
