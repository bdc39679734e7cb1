using System.Net;
using System.Text.Json;

namespace MusicSync.EndToEnd.Tests.Support;

/// <summary>What the worker's <c>/health/mcp</c> says of the Spotify host.</summary>
internal sealed record McpHealthOfSpotify(
    HttpStatusCode Status, string State, bool Reachable, string Circuit, int CoolDowns, string? Upstream, int Connects, string Text)
{
    public static async Task<McpHealthOfSpotify> ReadAsync(WorkerApi worker)
    {
        using var response = await worker.GetResponseAsync("/health/mcp");
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        using var document = JsonDocument.Parse(text);
        var spotify = document.RootElement.GetProperty("servers").GetProperty("spotify");
        var upstream = spotify.GetProperty("upstream");
        return new McpHealthOfSpotify(
            response.StatusCode,
            spotify.GetProperty("state").GetString()!,
            spotify.GetProperty("reachable").GetBoolean(),
            spotify.GetProperty("circuit").GetProperty("state").GetString()!,
            spotify.GetProperty("coolDowns").GetArrayLength(),
            upstream.ValueKind is JsonValueKind.Null ? null : upstream.GetProperty("state").GetString(),
            spotify.GetProperty("connects").GetInt32(),
            text);
    }
}
