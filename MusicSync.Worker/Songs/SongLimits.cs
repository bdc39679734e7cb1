namespace MusicSync.Worker.Songs;

/// <summary>What one request and one row may hold.</summary>
public static class SongLimits
{
    /// <summary>Most songs of one request; the most a Spotify playlist holds.</summary>
    public const int Songs = 10_000;

    /// <summary>Most characters of a title, an artist or an album.</summary>
    public const int FieldLength = 300;

    /// <summary>Most characters of a line of plain text: an artist, a title and much air between them.</summary>
    public const int LineLength = 2_000;

    /// <summary>Most characters of a rejected row that are repeated to the caller.</summary>
    public const int ExcerptLength = 200;
}
