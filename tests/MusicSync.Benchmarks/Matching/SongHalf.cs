using System.Security.Cryptography;
using System.Text;

namespace MusicSync.Benchmarks.Matching;

/// <summary>Puts every song into one of two halves, the same one in every run and in every year's list that has it.</summary>
internal static class SongHalf
{
    public static int Of(QueryResult result)
    {
        var song = result.Query.Song;

        return SHA256.HashData(Encoding.UTF8.GetBytes($"{song.Title}\n{song.Artist}".ToUpperInvariant()))[0] % 2;
    }
}
