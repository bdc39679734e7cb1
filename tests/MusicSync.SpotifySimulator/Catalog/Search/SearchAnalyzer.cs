using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Cjk;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.Miscellaneous;
using Lucene.Net.Analysis.Standard;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Util;

namespace MusicSync.SpotifySimulator.Catalog.Search;

/// <summary>Words of normalised text: Latin without diacritics, Chinese, Japanese and Korean as one and two characters.</summary>
internal sealed class SearchAnalyzer : Analyzer
{
    public const LuceneVersion Version = LuceneVersion.LUCENE_48;

    /// <summary>The different words of a text, in the order of their first appearance.</summary>
    public IReadOnlyList<string> WordsOf(string text)
    {
        List<string> words = [];
        using var stream = GetTokenStream("", SearchText.Normalise(text));
        var term = stream.GetAttribute<ICharTermAttribute>();
        stream.Reset();
        while (stream.IncrementToken())
        {
            words.Add(term.ToString());
        }

        stream.End();
        return [.. words.Distinct(StringComparer.Ordinal)];
    }

    protected override TokenStreamComponents CreateComponents(string fieldName, TextReader reader)
    {
        const CJKScript all = CJKScript.HAN | CJKScript.HIRAGANA | CJKScript.KATAKANA | CJKScript.HANGUL;
        var source = new StandardTokenizer(Version, reader);
        var folded = new ASCIIFoldingFilter(new CJKBigramFilter(source, all, outputUnigrams: true));

        // Folding may yield a capital: the Turkish dotted I has no invariant lower case.
        return new TokenStreamComponents(source, new LowerCaseFilter(Version, folded));
    }
}
