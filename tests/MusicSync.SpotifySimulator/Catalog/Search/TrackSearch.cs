namespace MusicSync.SpotifySimulator.Catalog.Search;

/// <summary>One page of search results, best first. Like Spotify's it carries no score.</summary>
/// <param name="Tracks">Between 0 and <c>limit</c> tracks.</param>
/// <param name="Total">How many there are to page through; not a measure of how well anything fits.</param>
public sealed record TrackPage(IReadOnlyList<CatalogTrack> Tracks, int Total)
{
    internal static readonly TrackPage Empty = new([], 0);
}

/// <summary>
/// Searches a catalogue the way <c>GET /v1/search?type=track</c> does. Safe for parallel use. The first search object
/// of a catalogue builds its index (a few seconds for 100,000 tracks), later ones share it.
/// </summary>
/// <param name="catalog">Where to search.</param>
/// <param name="rules">How faithfully.</param>
public sealed class TrackSearch(TrackCatalog catalog, SearchRules rules)
{
    /// <summary>Longest page in Development Mode.</summary>
    public const int MaxLimit = 10;

    private const int MaxOffset = 1000;
    private const int MaxQueryLength = 100;

    private readonly TrackIndex _index = catalog.Index;

    /// <summary>Finds tracks; the same query always finds the same ones in the same order.</summary>
    /// <param name="q">Plain words, field filters, or both.</param>
    /// <param name="limit">1 to 10.</param>
    /// <param name="offset">0 to 1000.</param>
    /// <exception cref="SearchRefusedException">Spotify would answer 400.</exception>
    public TrackPage Search(string q, int limit, int offset)
    {
        RefuseUnless(limit is >= 1 and <= MaxLimit, "Invalid limit");
        RefuseUnless(offset is >= 0 and <= MaxOffset, "Invalid offset");
        RefuseUnless(!string.IsNullOrWhiteSpace(q), "No search query");
        RefuseUnless(
            rules == SearchRules.Plain || q.Length <= MaxQueryLength,
            $"Query exceeds maximum length of {MaxQueryLength} characters");

        var request = SearchRequest.Parse(q);
        var query = new QueryBuilder(_index, rules).Build(request);
        if (query is null)
        {
            return TrackPage.Empty;
        }

        var hits = _index.Searcher.Search(query, offset + limit);
        var found = hits.ScoreDocs.Select(hit => catalog.Tracks[hit.Doc]);
        return request.Filters.Count > 0
            ? new TrackPage([.. found.Skip(offset).Take(limit)], hits.TotalHits)
            : UnrelatedTracks.FillUp(catalog, q, hits, offset, limit);
    }

    private static void RefuseUnless(bool condition, string message)
    {
        if (!condition)
        {
            throw new SearchRefusedException(message);
        }
    }
}
