namespace MusicSync.Worker.Mcp;

/// <summary>Names of the MCP servers that activities may call. A name is code; its address is configuration.</summary>
public static class McpServers
{
    /// <summary>The MCP host that speaks to Spotify.</summary>
    public const string Spotify = "spotify";
}
