using System.Text.RegularExpressions;

namespace MusicSync.Worker.Songs.TrackLists;

/// <summary>
/// Reads the track list of a set or mix: <c>[12:34] Artist - Title (Remix) [Label]</c>, with the time in front or behind, with or
/// without brackets and numbers, <c>w/</c> for what is played together.
/// </summary>
internal static partial class TrackListReader
{
    private const int MaxLooked = 1_000;
    private const string Unidentified = "the track has not been identified (ID); put in artist and title, or remove the line";

    // "Artist - Title [12:34]", "Artist - Title @ 12:34". Without backtracking: it is looked for in the whole line.
    private static readonly Regex TimeBehind = new(
        @"\s+(@\s*)?[\[(]?\d{1,3}:\d\d(:\d\d)?[\])]?$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    // What stands in brackets behind a title and belongs to it, rather than being the label.
    private static readonly string[] Versions =
    [
        "remix", "mix", "edit", "version", "live", "remaster", "acoustic", "instrumental", "feat", "ft.", "bootleg", "mashup", "rework",
        "dub", "vip", "demo", "explicit", "clean", "original", "extended", "radio", "cover", "bonus", "deluxe", "mono", "stereo", "flip",
    ];

    /// <summary>Whether at least half of the first lines have a time, or most of at least three a label.</summary>
    public static bool Looks(string text)
    {
        var (lines, times, labels) = (0, 0, 0);
        foreach (var line in Lines(text).Take(MaxLooked).Where(line => line.Text.Length <= SongLimits.LineLength))
        {
            lines++;
            times += TimeInFront().IsMatch(line.Text) || TimeBehind.IsMatch(line.Text) ? 1 : 0;
            labels += WithoutLabel(line.Text).Length < line.Text.Length ? 1 : 0;
        }

        return (times > 0 && times * 2 >= lines) || (labels >= 3 && labels * 3 >= lines * 2);
    }

    public static SongList Read(string text)
    {
        var list = new SongListBuilder();
        foreach (var line in Lines(text))
        {
            var found = line.Text.Length > SongLimits.LineLength ? null : Parse(line.Text);
            if (found is not null && (IsUnidentified(found.Artist) || IsUnidentified(found.Title)))
            {
                list.Reject(line.Number, line.Text, Unidentified);
            }
            else
            {
                PlainTextSongReader.Add(list, line, found);
            }
        }

        return list.ToList();
    }

    private static IEnumerable<TextLine> Lines(string text) => TextLines.Of(text).Where(line => line.Text[0] != '#');

    // A song may be called "4:44", and an artist too: without what looks like a time there must still be both.
    private static ArtistTitle? Parse(string line)
    {
        var text = Together().Replace(ArtistTitle.WithoutNumber(line), "");
        string[] attempts =
        [
            TimeBehind.Replace(WithoutTime(text), ""),
            WithoutTime(text),
            TimeBehind.Replace(text, ""),
            text,
        ];

        return attempts
            .Select(attempt => ArtistTitle.Of(WithoutLabel(attempt)) ?? ArtistTitle.Of(attempt))
            .FirstOrDefault(found => found is { Artist.Length: > 0, Title.Length: > 0 });
    }

    private static string WithoutTime(string line) =>
        Together().Replace(ArtistTitle.WithoutNumber(TimeInFront().Replace(line, "")), "");

    private static string WithoutLabel(string line)
    {
        var start = line.EndsWith(']') ? line.LastIndexOf('[') : -1;
        var inside = start < 0 ? "" : line[(start + 1)..^1];

        return start <= 0 || !inside.Any(char.IsLetter) || Versions.Any(word => inside.Contains(word, StringComparison.OrdinalIgnoreCase))
            ? line
            : line[..start].TrimEnd();
    }

    private static bool IsUnidentified(string name) => name.Trim() is "ID" or "ID?" or "???" or "?" || name.StartsWith("ID (", StringComparison.Ordinal);

    // "[12:34] ", "1:02:03 - ", "01. [00:00] "
    [GeneratedRegex(@"^(?:\d{1,3}[.)]?\s+)?[\[(]?\d{1,3}:\d\d(?::\d\d)?[\])]?(?:\s+|$)(?:[-–—|]\s+)?")]
    private static partial Regex TimeInFront();

    // "w/ Artist - Title", "+ Artist - Title"
    [GeneratedRegex(@"^(?:w/|\+)\s+")]
    private static partial Regex Together();
}
