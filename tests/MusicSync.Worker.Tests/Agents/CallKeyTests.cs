using MusicSync.Worker.Mcp;

namespace MusicSync.Worker.Tests.Agents;

public sealed class CallKeyTests
{
    [Fact]
    public void CallOfAnAgent_IsNamedForEver_AndNoOtherCallIs()
    {
        Assert.Equal("agent/walk/1/2", (string?)new McpCallContext(Interactive: true, CallKey: "agent/walk/1/2").ToMeta()["dev.musicsync/callKey"]);
        Assert.False(McpCallContext.Bulk.ToMeta().ContainsKey("dev.musicsync/callKey"));
    }
}
