using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Lucene.Net.Search;

namespace MusicSync.SpotifySimulator.Catalog.Search;

/// <summary>Spotify answers plain nonsense with hundreds of unrelated tracks; a client must judge, not count.</summary>
internal static class UnrelatedTracks
{
    private const int MinTracks = 40;
    private const int Spread = 800;

    public static TrackPage FillUp(TrackCatalog catalog, string q, TopDocs hits, int offset, int limit)
    {
        var found = hits.ScoreDocs.Select(hit => hit.Doc).ToArray();
        if (found.Length == offset + limit)
        {
            return new TrackPage([.. found.Skip(offset).Select(number => catalog.Tracks[number])], hits.TotalHits);
        }

        var seed = BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(q)));
        var total = Math.Min(catalog.Tracks.Count, found.Length + MinTracks + (int)(seed % Spread));
        var page = found.Concat(Walk(catalog.Tracks.Count, seed).Except(found)).Take(total).Skip(offset).Take(limit);
        return new TrackPage([.. page.Select(number => catalog.Tracks[number])], total);
    }

    /// <summary>Every number below <paramref name="count"/> once, starting somewhere that the query decides.</summary>
    private static IEnumerable<int> Walk(int count, uint seed)
    {
        var start = (int)(seed % (uint)count);

        return Enumerable.Range(start, count - start).Concat(Enumerable.Range(0, start));
    }
}
