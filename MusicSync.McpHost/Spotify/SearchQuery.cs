using System.Text.RegularExpressions;

namespace MusicSync.McpHost.Spotify;

/// <summary>Builds Spotify's <c>q</c> from fields, within what its search is known to understand.</summary>
internal static partial class SearchQuery
{
    /// <summary>Longer ones fail at Spotify with a misleading 400 or 404.</summary>
    public const int MaxLength = 100;

    // "Don't Stop (Live)" finds nothing as a filter; "Dont Stop Live" does. Colons and plus signs may be read as syntax.
    [GeneratedRegex("""['’‘`´ʼ"“”„]+""")]
    private static partial Regex Dropped { get; }

    [GeneratedRegex("""[\s()\[\]{}<>:+*]+""")]
    private static partial Regex Separating { get; }

    /// <summary>Fields that are null or hold nothing searchable are left out; null when none is left.</summary>
    public static string? Build(string? title, string? artist, string? album, string? isrc, string? year)
    {
        Field[] fields =
        [
            new("track", Words(title)), new("artist", Words(artist)), new("album", Words(album)),
            new("isrc", Words(isrc)), new("year", Words(year)),
        ];
        var shortened = fields;
        while (Join(shortened).Length > MaxLength)
        {
            shortened = Shorten(shortened);
        }

        return Join(shortened) is { Length: > 0 } query ? query : null;
    }

    private static string[] Words(string? value) =>
        Separating.Replace(Dropped.Replace(value ?? "", ""), " ").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Join(Field[] fields) =>
        string.Join(' ', fields.Where(field => field.Words.Length > 0).Select(field => field.ToString()));

    // The title goes first, then the artist, then the album: always the last word, and within a single word the last letter.
    private static Field[] Shorten(Field[] fields)
    {
        var victim = Array.FindIndex(fields, field => field.Words.Length > 1);
        var index = victim >= 0 ? victim : Array.IndexOf(fields, fields.MaxBy(field => field.ToString().Length));
        return [.. fields[..index], fields[index].Shortened(), .. fields[(index + 1)..]];
    }

    private sealed record Field(string Name, string[] Words)
    {
        public Field Shortened() => this with { Words = Words.Length > 1 ? Words[..^1] : [WithoutLastLetter(Words[0])] };

        public override string ToString() => $"{Name}:{string.Join(' ', Words)}";

        private static string WithoutLastLetter(string word) =>
            word[..^(char.IsLowSurrogate(word[^1]) ? 2 : 1)];
    }
}
