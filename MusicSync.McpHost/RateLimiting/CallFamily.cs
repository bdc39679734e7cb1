namespace MusicSync.McpHost.RateLimiting;

/// <summary>Endpoints that Spotify seems to count together; a stop of one leaves the others working.</summary>
internal enum CallFamily
{
    Search,
    PlaylistRead,
    PlaylistWrite,
    Other,
}

/// <summary>Which family a request belongs to, and its name in the state file, in metrics and in texts.</summary>
internal static class CallFamilies
{
    public static IReadOnlyList<CallFamily> All { get; } = Enum.GetValues<CallFamily>();

    // https://api.spotify.com/v1/search?q=…, /v1/playlists/{id}/items, /v1/me/playlists, /v1/tracks/{id}, /v1/me
    public static CallFamily Of(HttpMethod method, Uri address)
    {
        var path = address.AbsolutePath.AsSpan();
        if (path.Contains("/playlists", StringComparison.Ordinal))
        {
            return method == HttpMethod.Get ? CallFamily.PlaylistRead : CallFamily.PlaylistWrite;
        }

        return path.EndsWith("/search", StringComparison.Ordinal) ? CallFamily.Search : CallFamily.Other;
    }

    public static string Name(this CallFamily family) => family switch
    {
        CallFamily.Search => "search",
        CallFamily.PlaylistRead => "playlist_read",
        CallFamily.PlaylistWrite => "playlist_write",
        _ => "other",
    };
}
