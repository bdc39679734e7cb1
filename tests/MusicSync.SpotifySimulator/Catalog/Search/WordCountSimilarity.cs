using Lucene.Net.Search.Similarities;

namespace MusicSync.SpotifySimulator.Catalog.Search;

/// <summary>
/// Ranks first by how many of the asked words a track has, rare words counting more, then by how little else it has.
/// </summary>
internal sealed class WordCountSimilarity() : BM25Similarity(RepeatedWord, Shortness)
{
    // A word said three times ("Bye Bye Bye") says hardly more than once.
    private const float RepeatedWord = 0.3f;
    private const float Shortness = 0.6f;

    public override float Coord(int overlap, int maxOverlap) => (float)overlap / maxOverlap;

    // The usual one-byte encoding takes a title of six words for one of seven; titles are short enough to be exact.
    protected override byte EncodeNormValue(float boost, int fieldLength) => (byte)Math.Min(fieldLength, byte.MaxValue);

    protected override float DecodeNormValue(byte b) => b;
}
