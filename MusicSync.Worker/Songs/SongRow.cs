namespace MusicSync.Worker.Songs;

/// <summary>One row of any input before it is checked: the values as they stand there.</summary>
internal sealed record SongRow(int Line, string Text)
{
    public string? Title { get; init; }

    public string? Artist { get; init; }

    public string? Album { get; init; }

    public string? Isrc { get; init; }

    public int? DurationMs { get; init; }

    public string? Year { get; init; }

    /// <summary>URI, link or id of a track, or a link to something else.</summary>
    public string? Link { get; init; }
}
