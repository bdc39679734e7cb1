using System.Text.RegularExpressions;

namespace MusicSync.SpotifySimulator.Catalog.Search;

/// <summary>One field filter of a query, for example <c>artist:"Ana Maré"</c>.</summary>
internal sealed record SearchFilter(string Field, string Value);

/// <summary>A query taken apart: its field filters, and the words outside them.</summary>
internal sealed partial record SearchRequest(string Words, IReadOnlyList<SearchFilter> Filters)
{
    public static SearchRequest Parse(string q)
    {
        List<SearchFilter> filters = [];
        var words = FilterPattern.Replace(q, match =>
        {
            var value = match.Groups["quoted"].Success ? match.Groups["quoted"].Value : match.Groups["open"].Value;
            filters.Add(new SearchFilter(match.Groups["field"].Value.ToLowerInvariant(), value.Trim()));
            return " ";
        });

        return new SearchRequest(words.Trim(), filters);
    }

    // remaster track:Doxy artist:"Miles Davis": a quoted value ends at its quote, an open one at the next filter.
    [GeneratedRegex(
        """(?<![\w:])(?<field>track|artist|album|isrc|year|genre|upc|tag):\s*(?:"(?<quoted>[^"]*)"?|(?<open>.*?)(?=\s+(?:track|artist|album|isrc|year|genre|upc|tag):|$))""",
        RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex FilterPattern { get; }
}
