namespace MusicSync.SpotifySimulator.WebApi;

/// <summary>What a playlist's rows may not exceed.</summary>
internal static class PlaylistLimits
{
    private const int MaxRows = 10_000;

    public static void RequireRoom(int rows)
    {
        if (rows > MaxRows)
        {
            throw ApiException.Forbidden("Playlist size limit reached");
        }
    }

    public static void RequirePosition(int position, int rows)
    {
        if (position < 0 || position > rows)
        {
            throw ApiException.BadRequest("Index out of bounds.");
        }
    }

    public static void RequireRange(int start, int length, int rows)
    {
        if (start < 0 || length < 1 || start + length > rows)
        {
            throw ApiException.BadRequest("Index out of bounds.");
        }
    }
}
