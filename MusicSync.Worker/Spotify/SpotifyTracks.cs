using MusicSync.Worker.Mcp;

namespace MusicSync.Worker.Spotify;

/// <summary>What is asked about a single track.</summary>
internal static class SpotifyTracks
{
    /// <summary>Whether there is no such track, or none of that id any more. The question is not broken off: a write waits for it.</summary>
    public static async Task<bool> IsDeadAsync(this McpToolCaller mcp, string uri, McpCallContext context)
    {
        try
        {
            await mcp.CallAsync(SpotifyTools.GetTrack, new GetTrackArguments(uri), context, CancellationToken.None);
            return false;
        }
        catch (McpCallException exception) when (exception.Failure.Kind is McpFailureKind.NotFound or McpFailureKind.InvalidArgument)
        {
            return true;
        }
    }
}
