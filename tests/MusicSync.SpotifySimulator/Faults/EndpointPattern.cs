namespace MusicSync.SpotifySimulator.Faults;

/// <summary>A method and a path whose <c>{…}</c> segments match anything.</summary>
internal sealed class EndpointPattern
{
    private const string Everything = "*";

    private readonly string _method;
    private readonly string[]? _segments;

    private EndpointPattern(string method, string[]? segments)
    {
        _method = method;
        _segments = segments;
    }

    public bool MatchesEverything => _method == Everything && _segments is null;

    /// <summary>Parses <c>*</c> or <c>POST /v1/playlists/{id}/items</c>; null when it is neither.</summary>
    public static EndpointPattern? Parse(string text)
    {
        if (text == Everything)
        {
            return new EndpointPattern(Everything, segments: null);
        }

        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return parts is [var method, ['/', ..] path]
            ? new EndpointPattern(method, path.Trim('/').Split('/'))
            : null;
    }

    public bool Matches(string method, string path)
    {
        if (_method != Everything && !string.Equals(_method, method, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var segments = path.Trim('/').Split('/');
        return _segments is null
            || (_segments.Length == segments.Length && _segments.Zip(segments, SegmentMatches).All(same => same));
    }

    private static bool SegmentMatches(string pattern, string segment) =>
        pattern is ['{', .., '}'] || pattern == segment;
}
