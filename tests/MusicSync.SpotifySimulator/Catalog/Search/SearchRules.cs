namespace MusicSync.SpotifySimulator.Catalog.Search;

/// <summary>How faithful the search is to Spotify's sharp edges.</summary>
public enum SearchRules
{
    /// <summary>
    /// As Spotify: an apostrophe or bracket inside a field filter finds nothing, every filter word must match,
    /// a query above 100 characters is refused.
    /// </summary>
    Strict,

    /// <summary>The same search without these three rules, to see what they cost a matcher.</summary>
    Plain,
}
