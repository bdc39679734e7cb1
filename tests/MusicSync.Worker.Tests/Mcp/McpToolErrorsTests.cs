using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using MusicSync.Worker.Mcp;

namespace MusicSync.Worker.Tests.Mcp;

public sealed class McpToolErrorsTests
{
    [Fact]
    public void Read_TakesEveryMemberOfTheContract()
    {
        var failure = McpToolErrors.Read("search_tracks", Error(
            """{"kind": "rate_limited", "retryAfterSeconds": 48925, "httpStatus": 429, "outcomeUnknown": false}"""));

        Assert.Equal(
            new McpFailure(McpFailureKind.RateLimited, "Wait.", TimeSpan.FromSeconds(48_925)), failure);
    }

    [Fact]
    public void Read_NullMembers_AreAbsent()
    {
        var failure = McpToolErrors.Read("t", Error(
            """{"kind": "insufficient_scope", "retryAfterSeconds": null, "requiredScope": "playlist-modify-private"}"""));

        Assert.Equal(
            new McpFailure(McpFailureKind.InsufficientScope, "Wait.", RequiredScope: "playlist-modify-private"), failure);
    }

    [Fact]
    public void Read_WithoutTheContract_IsADefect() =>
        Assert.Equal(McpFailureKind.Internal, McpToolErrors.Read("t", new CallToolResult { IsError = true }).Kind);

    private static CallToolResult Error(string meta) => new()
    {
        IsError = true,
        Content = [new TextContentBlock { Text = "Wait." }],
        Meta = new JsonObject { [McpToolErrors.MetaKey] = JsonNode.Parse(meta) },
    };
}
