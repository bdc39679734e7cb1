using System.Globalization;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;

namespace MusicSync.SpotifySimulator.Catalog.Search;

/// <summary>The inverted index over a catalogue. A document's number is its track's place in the catalogue.</summary>
internal sealed class TrackIndex
{
    public const string Title = "title";
    public const string Artist = "artist";
    public const string Album = "album";
    public const string Isrc = "isrc";
    public const string Year = "year";

    /// <summary>Title and artists together: what plain words are looked for in.</summary>
    public const string Text = "text";

    private TrackIndex(IndexSearcher searcher, SearchAnalyzer analyzer)
    {
        Searcher = searcher;
        Analyzer = analyzer;
    }

    public IndexSearcher Searcher { get; }

    public SearchAnalyzer Analyzer { get; }

    public static TrackIndex Build(IReadOnlyList<CatalogTrack> tracks)
    {
        var analyzer = new SearchAnalyzer();
        var similarity = new WordCountSimilarity();
        var directory = new RAMDirectory();
        var configuration = new IndexWriterConfig(SearchAnalyzer.Version, analyzer)
        {
            // Merges neighbours only, so documents keep the order in which they were added.
            MergePolicy = new LogByteSizeMergePolicy(),
            Similarity = similarity,
            RAMBufferSizeMB = 128,
        };
        using (var writer = new IndexWriter(directory, configuration))
        {
            Fill(writer, tracks);
        }

        return new TrackIndex(new IndexSearcher(DirectoryReader.Open(directory)) { Similarity = similarity }, analyzer);
    }

    private static void Fill(IndexWriter writer, IReadOnlyList<CatalogTrack> tracks)
    {
        foreach (var track in tracks)
        {
            writer.AddDocument(ToDocument(track));
        }

        writer.ForceMerge(1);
    }

    private static Document ToDocument(CatalogTrack track)
    {
        var title = SearchText.Normalise(track.Title);
        var artists = SearchText.Normalise(string.Join(' ', track.Artists));
        var document = new Document
        {
            new TextField(Title, title, Field.Store.NO),
            new TextField(Artist, artists, Field.Store.NO),
            new TextField(Text, $"{title} {artists}", Field.Store.NO),
            new TextField(Album, SearchText.Normalise(track.Album), Field.Store.NO),
        };
        if (track.Isrc is not null)
        {
            document.Add(new StringField(Isrc, track.Isrc.ToUpperInvariant(), Field.Store.NO));
        }

        if (track.ReleaseDate.Length >= 4)
        {
            var year = int.Parse(track.ReleaseDate.AsSpan(0, 4), CultureInfo.InvariantCulture);
            document.Add(new Int32Field(Year, year, Field.Store.NO));
        }

        return document;
    }
}
