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
            var (field, value) = (match.Groups["field"].Value, match.Groups["value"].Value);
            filters.Add(new SearchFilter(field.ToLowerInvariant(), value.Trim()));
            return " ";
        });

        return new SearchRequest(words.Trim(), filters);
    }

    // remaster track:Doxy artist:"Miles Davis" year:1957-1962
    // A quoted value ends at its quote, an open name at the next filter, a code or year at the next space.
    [GeneratedRegex(
        """
        (?<![\w:])
        (?: (?<field>track|artist|album|genre): \s* (?: "(?<value>[^"]*)"? | (?<value>.*?) (?=\s+(?:track|artist|album|genre|isrc|year|upc|tag):|$) )
          | (?<field>isrc|year|upc|tag): \s* "?(?<value>[^\s"]*)"? )
        """,
        RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex FilterPattern { get; }
}
