using System.Globalization;

namespace MusicSync.Benchmarks.Stack;

/// <summary>Writes a catalogue of songs that cannot be mistaken for each other.</summary>
internal static class MadeCatalog
{
    private const int Seed = 20261124;
    private const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static readonly string[] Syllables =
        ["ba", "ko", "ri", "ten", "lu", "mar", "vi", "so", "del", "nu", "fa", "gor", "pi", "zen", "hal", "wo", "jas", "cu"];

    public static string Write(string folder, int songs)
    {
        var random = new Random(Seed);
        var file = Path.Combine(folder, "catalog.csv");
        using var csv = new StreamWriter(file);
        csv.WriteLine("track_id,title,artists,album,duration_ms,release_date,src,artists_complete,duration_exact,isrc");
        for (var song = 0; song < songs; song++)
        {
            var id = new string(random.GetItems(Letters.AsSpan(), 22));
            var title = $"{Word(random, 4)} {Word(random, 3)}";
            csv.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{id},{title},{Word(random, 3)} {Word(random, 4)},{title},{150_000 + (song % 100 * 1_000)},2020,M,1,1,"));
        }

        return file;
    }

    private static string Word(Random random, int syllables)
    {
        var word = string.Concat(random.GetItems(Syllables, syllables));
        return char.ToUpperInvariant(word[0]) + word[1..];
    }
}
