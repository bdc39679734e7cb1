using System.Text.Json.Nodes;

namespace MusicSync.Worker.Spotify;

/// <summary>How many searches Spotify was last seen to allow in 24 h, as the MCP host says beside its answers.</summary>
internal sealed class SearchBudget
{
    private const string MetaKey = "dev.musicsync/searchesADay";

    private int _searchesADay;

    /// <summary>The number, or null while no limit was met.</summary>
    public int? SearchesADay => Volatile.Read(ref _searchesADay) is > 0 and var seen ? seen : null;

    public void Learn(JsonObject? meta)
    {
        if (meta?[MetaKey] is JsonValue value && value.TryGetValue<int>(out var seen))
        {
            Volatile.Write(ref _searchesADay, seen);
        }
    }
}
