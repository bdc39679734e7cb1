using MusicSync.Worker.Matching;

namespace MusicSync.Benchmarks.Matching;

/// <summary>
/// Builds Spotify's <c>q</c> from a search step by the MCP host's published rules: apostrophes, quotes and brackets
/// leave field values, and the whole stays within 100 characters by shortening the title first. The benchmark runs
/// without a host, so the rules stand here a second time.
/// </summary>
internal static class SearchText
{
    private const int Longest = 100;
    private const string Stripped = "'’‘ʼ′`´\"“”()[]{}";

    public static string Of(SearchStep step)
    {
        if (step.Query is not null)
        {
            return step.Query;
        }

        var title = Value(step.Title);
        var artist = Value(step.Artist);
        var text = Join(step, title, artist);
        while (text.Length > Longest && (title.Contains(' ') || artist.Contains(' ')))
        {
            (title, artist) = title.Contains(' ') ? (Shortened(title), artist) : (title, Shortened(artist));
            text = Join(step, title, artist);
        }

        return text;
    }

    private static string Join(SearchStep step, string title, string artist)
    {
        (string Name, string Value)[] fields =
            [("track", title), ("artist", artist), ("album", Value(step.Album)), ("isrc", Value(step.Isrc)), ("year", Value(step.Year))];

        return string.Join(' ', fields.Where(field => field.Value.Length > 0).Select(field => $"{field.Name}:\"{field.Value}\""));
    }

    private static string Value(string? value) =>
        string.Concat((value ?? "").Where(letter => !Stripped.Contains(letter))).Trim();

    private static string Shortened(string value) => value[..value.LastIndexOf(' ')];
}
