using System.Globalization;
using System.Text;

namespace MusicSync.LocalStack.Samples;

/// <summary>
/// Songs that cannot be mistaken for each other, with the catalogue that holds them: names are made of syllables drawn with a
/// seed, so a test or a measurement says nothing about matching and everything about the rest.
/// </summary>
internal sealed class MadeSongs
{
    private const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static readonly string[] Syllables =
        ["ba", "ko", "ri", "ten", "lu", "mar", "vi", "so", "del", "nu", "fa", "gor", "pi", "zen", "hal", "wo", "jas", "cu"];

    private readonly Random _random;

    /// <summary>Makes so many songs; the same seed makes the same ones.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Any number.</param>
    public MadeSongs(int count, int seed)
    {
        _random = new Random(seed);
        Songs = [.. Enumerable.Range(0, count).Select(_ => Make())];
    }

    /// <summary>The songs.</summary>
    public IReadOnlyList<MadeSong> Songs { get; }

    /// <summary>Writes the simulator's catalogue of these songs.</summary>
    /// <param name="folder">An existing folder.</param>
    /// <returns>The file.</returns>
    public string WriteCatalog(string folder)
    {
        var csv = new StringBuilder("track_id,title,artists,album,duration_ms,release_date,src,artists_complete,duration_exact,isrc\n");
        foreach (var song in Songs)
        {
            csv.AppendLine(
                CultureInfo.InvariantCulture, $"{song.Id},{song.Title},{song.Artist},{song.Title},{song.DurationMs},2020,M,1,1,");
        }

        var file = Path.Combine(folder, "made-catalog.csv");
        File.WriteAllText(file, csv.ToString());
        return file;
    }

    /// <summary>A list of songs as people send it.</summary>
    /// <param name="songs">The songs.</param>
    /// <returns>CSV with a header.</returns>
    public static string Csv(IEnumerable<MadeSong> songs) =>
        "title,artist\n" + string.Concat(songs.Select(song => $"{song.Title},{song.Artist}\n"));

    private MadeSong Make() => new(
        new string(_random.GetItems(Letters.AsSpan(), 22)),
        $"{Word(4)} {Word(3)}",
        $"{Word(3)} {Word(4)}",
        150_000 + _random.Next(100) * 1_000);

    private string Word(int syllables)
    {
        var word = string.Concat(_random.GetItems(Syllables, syllables));
        return char.ToUpperInvariant(word[0]) + word[1..];
    }
}

/// <summary>A song that exists nowhere else.</summary>
/// <param name="Id">Its track id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Artist">Its only artist.</param>
/// <param name="DurationMs">Its length in milliseconds.</param>
internal sealed record MadeSong(string Id, string Title, string Artist, int DurationMs)
{
    /// <summary>Its Spotify URI.</summary>
    public string Uri => $"spotify:track:{Id}";
}
