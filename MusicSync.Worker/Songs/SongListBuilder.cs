using System.Text.RegularExpressions;

namespace MusicSync.Worker.Songs;

/// <summary>Checks rows one after the other and keeps both the good and the bad ones.</summary>
internal sealed partial class SongListBuilder
{
    private readonly List<Song> _songs = [];
    private readonly List<RejectedRow> _rejected = [];

    /// <summary>Takes a row, or rejects it with the first thing that is wrong.</summary>
    public void Add(SongRow row)
    {
        var uri = row.Link is { Length: > 0 } link ? SpotifyTrackLink.ToUri(link) : null;
        if (Problem(row, uri) is { } problem)
        {
            Reject(row.Line, row.Text, problem);

            return;
        }

        Bound();
        _songs.Add(new Song(
            row.Line,
            Trimmed(row.Title) ?? "",
            Trimmed(row.Artist) ?? "",
            Trimmed(row.Album),
            Isrc(row.Isrc),
            row.DurationMs is > 0 ? row.DurationMs : null,
            Year(row.Year),
            uri));
    }

    /// <summary>Notes a row that is no song.</summary>
    public void Reject(int line, string text, string reason)
    {
        Bound();
        _rejected.Add(new RejectedRow(line, Excerpt(text), reason));
    }

    /// <summary>Notes a line that is too long to be looked at.</summary>
    public void RejectLength(TextLine line) => Reject(
        line.Number, line.Text, $"the line has {line.Text.Length} characters; at most {SongLimits.LineLength} are allowed");

    /// <summary>Everything that was added.</summary>
    public SongList ToList() => new(_songs, _rejected);

    private void Bound() => SongLimits.CheckRows(_songs.Count + _rejected.Count + 1);

    private static string? Problem(SongRow row, string? uri)
    {
        if (uri is null && row.Link is { Length: > 0 } link && SpotifyTrackLink.OtherKind(link) is { } kind)
        {
            return SpotifyListLink.Of(link) is { } list
                ? $"this is a link to {list.Words}; to get its songs, send that link alone"
                : $"this is {kind}";
        }

        if (uri is null && Trimmed(row.Title) is null)
        {
            return "the title is missing; give title and artist, or the link of a Spotify track";
        }

        if (uri is null && Trimmed(row.Artist) is null)
        {
            return "the artist is missing; give title and artist, or the link of a Spotify track";
        }

        return FieldProblem("title", row.Title) ?? FieldProblem("artist", row.Artist) ?? FieldProblem("album", row.Album);
    }

    private static string? FieldProblem(string name, string? value)
    {
        if (Trimmed(value) is not { } text)
        {
            return null;
        }

        if (text.Length > SongLimits.FieldLength)
        {
            return $"the {name} has {text.Length} characters; at most {SongLimits.FieldLength} are allowed";
        }

        return text.Any(char.IsControl) ? $"the {name} contains control characters; remove them" : null;
    }

    private static string? Trimmed(string? value) => value?.Trim() is { Length: > 0 } text ? text : null;

    // Exports write hyphens and lower case; anything that is no code at all is left out: it only helps to search.
    private static string? Isrc(string? value)
    {
        var code = string.Concat((value ?? "").Where(char.IsLetterOrDigit)).ToUpperInvariant();

        return IsrcCode().IsMatch(code) ? code : null;
    }

    // 1999 or 1999-05-31
    private static string? Year(string? value)
    {
        var match = LeadingYear().Match(value ?? "");

        return match.Success ? match.Value.Trim() : null;
    }

    private static string Excerpt(string text)
    {
        const int Last = SongLimits.ExcerptLength - 1;

        return text.Length <= SongLimits.ExcerptLength ? text : text[..(char.IsHighSurrogate(text[Last]) ? Last : Last + 1)];
    }

    [GeneratedRegex("^[A-Z]{2}[A-Z0-9]{3}[0-9]{7}$")]
    private static partial Regex IsrcCode();

    [GeneratedRegex(@"^\s*(?:1[89]|20)\d\d(?!\d)")]
    private static partial Regex LeadingYear();
}

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
