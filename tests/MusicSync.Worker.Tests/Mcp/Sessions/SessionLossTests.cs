using System.Net;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using MusicSync.Worker.Mcp.Sessions;

namespace MusicSync.Worker.Tests.Mcp.Sessions;

public sealed class SessionLossTests
{
    private const ClientCompletionDetails? Alive = null;

    [Theory]
    [InlineData(404, "Session not found", McpSessionLossCause.Forgotten)]
    [InlineData(404, "", McpSessionLossCause.Forgotten)]
    [InlineData(400, """{"error":{"code":-32000,"message":"Bad Request: No valid session ID provided"}}""", McpSessionLossCause.Refused)]
    [InlineData(400, """{"error":{"code":-32001}}""", McpSessionLossCause.Refused)]
    [InlineData(400, "Invalid or missing Session ID", McpSessionLossCause.Refused)]
    [InlineData(400, "The field location is required", null)]
    [InlineData(401, "", null)]
    [InlineData(403, "The session belongs to another user", null)]
    [InlineData(429, "", null)]
    [InlineData(500, "session store failed", null)]
    [InlineData(503, "", null)]
    public void HttpStatus_IsALossOnlyWhereItSaysSo_AndThenNothingRan(int status, string body, string? cause)
    {
        var end = SessionLoss.Of(new HttpRequestException(body, inner: null, (HttpStatusCode)status), Alive);

        Assert.Equal(cause is null ? null : new SessionEnd(cause, MayHaveRun: false), end);
    }

    [Theory]
    [InlineData(-32000, "Bad Request: Server not initialized", McpSessionLossCause.Refused)]
    [InlineData(-32001, "Session not found", McpSessionLossCause.Refused)]
    [InlineData(-32600, "Unknown session", McpSessionLossCause.Refused)]
    [InlineData(-32600, "Invalid request", null)]
    [InlineData(-32602, "Unknown tool: session_info", null)]
    [InlineData(-32603, "Internal error", null)]
    public void ProtocolError_IsALossOnlyWhereItNamesTheSession(int code, string message, string? cause)
    {
        var end = SessionLoss.Of(new McpProtocolException(message, (McpErrorCode)code), Alive);

        Assert.Equal(cause is null ? null : new SessionEnd(cause, MayHaveRun: false), end);
    }

    [Fact]
    public void ServerThatIsDown_HasLostNothingYet() => Assert.Null(
        SessionLoss.Of(new HttpRequestException(HttpRequestError.ConnectionError, "refused"), Alive));

    [Fact]
    public void BrokenConnection_IsNoLoss_WhileTheClientGoesOn() => Assert.Null(SessionLoss.Of(new IOException("reset"), Alive));

    [Fact]
    public void ProcessThatExitedInMidCall_MayHaveRunIt() => Assert.Equal(
        new SessionEnd(McpSessionLossCause.Exited, MayHaveRun: true),
        SessionLoss.Of(new ClientTransportClosedException(new StdioClientCompletionDetails { ExitCode = 137 }), Alive));

    [Fact]
    public void CallBrokenOff_BecauseAnotherHeardOfTheLoss_MayHaveRun() => Assert.Equal(
        new SessionEnd(McpSessionLossCause.Forgotten, MayHaveRun: true),
        SessionLoss.Of(new TaskCanceledException(), new HttpClientCompletionDetails { HttpStatusCode = HttpStatusCode.NotFound }));

    [Fact]
    public void ClientThatEnded_HasLostItsSession() => Assert.Equal(
        McpSessionLossCause.Ended, SessionLoss.Of(new IOException("gone"), new ClientCompletionDetails())?.Cause);
}
