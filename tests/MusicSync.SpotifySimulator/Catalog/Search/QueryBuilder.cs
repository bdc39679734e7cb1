using System.Globalization;
using Lucene.Net.Index;
using Lucene.Net.Search;
using static MusicSync.SpotifySimulator.Catalog.Search.TrackIndex;

namespace MusicSync.SpotifySimulator.Catalog.Search;

/// <summary>Turns a parsed query into one of the index; null when it can find nothing.</summary>
internal sealed class QueryBuilder(TrackIndex index, SearchRules rules)
{
    private const string Brackets = "()[]{}";

    // A misspelt word still finds its neighbours, but a track with the word itself comes first.
    private const float FuzzyBoost = 0.5f;
    private const int FuzzyTerms = 8;

    public Query? Build(SearchRequest request)
    {
        if (request.Filters.Count(filter => filter.Field == Isrc) > 1)
        {
            // Several ISRCs find nothing, alone or with OR: spotify/web-api#1310.
            return null;
        }

        var query = new BooleanQuery();
        foreach (var filter in request.Filters)
        {
            if (!TryAdd(query, filter))
            {
                return null;
            }
        }

        AddPlainWords(query, request);
        return query;
    }

    private bool TryAdd(BooleanQuery query, SearchFilter filter) => filter.Field switch
    {
        "track" => TryAddWords(query, Title, filter.Value),
        Artist => TryAddWords(query, Artist, filter.Value),
        Album => TryAddWords(query, Album, filter.Value),
        Isrc => TryAddIsrc(query, filter.Value),
        Year => TryAddYears(query, filter.Value),
        // No catalogue file tells genre, product code or tag, so none of its tracks has one.
        _ => false,
    };

    private bool TryAddWords(BooleanQuery query, string field, string value)
    {
        if (rules == SearchRules.Strict && value.AsSpan().ContainsAny(SearchText.Apostrophes + Brackets))
        {
            return false;
        }

        var words = index.Analyzer.WordsOf(value);
        foreach (var word in words)
        {
            query.Add(new TermQuery(new Term(field, word)), rules == SearchRules.Strict ? Occur.MUST : Occur.SHOULD);
        }

        return words.Count > 0;
    }

    private static bool TryAddIsrc(BooleanQuery query, string value)
    {
        query.Add(new TermQuery(new Term(Isrc, value.ToUpperInvariant())), Occur.MUST);

        return true;
    }

    private static bool TryAddYears(BooleanQuery query, string value)
    {
        // 1999 or 1955-1960
        var parts = value.Split('-');
        if (parts.Length > 2 || !TryYear(parts[0], out var first) || !TryYear(parts[^1], out var last))
        {
            return false;
        }

        query.Add(NumericRangeQuery.NewInt32Range(Year, first, last, true, true), Occur.MUST);
        return true;
    }

    private static bool TryYear(string text, out int year) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out year);

    private void AddPlainWords(BooleanQuery query, SearchRequest request)
    {
        foreach (var word in index.Analyzer.WordsOf(request.Words))
        {
            query.Add(PlainWord(new Term(Text, word)), Occur.SHOULD);
        }
    }

    private Query PlainWord(Term word)
    {
        if (word.Text.Length < 4 || index.Searcher.IndexReader.DocFreq(word) > 0)
        {
            return new TermQuery(word);
        }

        return new FuzzyQuery(word, maxEdits: word.Text.Length < 7 ? 1 : 2, prefixLength: 1, FuzzyTerms, true)
        {
            Boost = FuzzyBoost,
        };
    }
}
