using System.Text.RegularExpressions;
using MusicSync.Worker.Matching;

namespace MusicSync.Benchmarks.Matching;

/// <summary>
/// Builds Spotify's <c>q</c> from a search step by the MCP host's rules: apostrophes and quotes leave field values,
/// brackets and signs of the query language become spaces, and the whole stays within 100 characters by shortening
/// the title first. The benchmark runs without a host, so the rules stand here a second time.
/// </summary>
internal static partial class SearchText
{
    private const int Longest = 100;

    public static string Of(SearchStep step)
    {
        if (step.Query is not null)
        {
            return step.Query;
        }

        List<(string Name, string[] Words)> fields =
        [
            ("track", Words(step.Title)), ("artist", Words(step.Artist)), ("album", Words(step.Album)),
            ("isrc", Words(step.Isrc)), ("year", Words(step.Year)),
        ];
        while (Join(fields).Length > Longest && fields.FindIndex(field => field.Words.Length > 1) is >= 0 and var at)
        {
            fields[at] = (fields[at].Name, fields[at].Words[..^1]);
        }

        return Join(fields);
    }

    private static string[] Words(string? value) =>
        Separating().Replace(Dropped().Replace(value ?? "", ""), " ").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Join(IEnumerable<(string Name, string[] Words)> fields) =>
        string.Join(' ', fields.Where(field => field.Words.Length > 0).Select(field => $"{field.Name}:{string.Join(' ', field.Words)}"));

    [GeneratedRegex("""['’‘`´ʼ"“”„]+""")]
    private static partial Regex Dropped();

    [GeneratedRegex("""[\s()\[\]{}<>:+*]+""")]
    private static partial Regex Separating();
}
