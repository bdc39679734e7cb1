using System.Text.RegularExpressions;
using MusicSync.McpHost.Failures;
using MusicSync.McpHost.Spotify;

namespace MusicSync.McpHost.Tools;

/// <summary>The arguments of <c>search_tracks</c> as one query.</summary>
internal static partial class SearchArguments
{
    [GeneratedRegex("^[0-9A-Za-z]{12}$")]
    private static partial Regex Isrc { get; }

    [GeneratedRegex("^[0-9]{4}(-[0-9]{4})?$")]
    private static partial Regex Year { get; }

    public static string Query(string? query, string? title, string? artist, string? album, string? isrc, string? year)
    {
        var code = isrc?.Replace("-", "", StringComparison.Ordinal).Trim();
        Require(code, Isrc, nameof(isrc), "must be 12 letters and digits, such as GBAYE0601498.");
        Require(year?.Trim(), Year, nameof(year), "must be a year or a range, such as 1999 or 1955-1960.");
        var fields = SearchQuery.Build(title, artist, album, code, year?.Trim());
        return (string.IsNullOrWhiteSpace(query), fields) switch
        {
            (true, { } built) => built,
            (false, null) => Arguments.Text(query!, SearchQuery.MaxLength, nameof(query)),
            (false, _) => throw new InvalidArgumentException(
                nameof(query), "cannot be combined with title, artist, album, isrc or year."),
            _ => throw new InvalidArgumentException(
                nameof(query), "is missing; give it, or a title, artist, album, isrc or year with letters or digits."),
        };
    }

    private static void Require(string? value, Regex form, string argument, string problem)
    {
        if (value is not null && !form.IsMatch(value))
        {
            throw new InvalidArgumentException(argument, problem);
        }
    }
}
