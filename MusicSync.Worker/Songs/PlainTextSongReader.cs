using System.Text.RegularExpressions;

namespace MusicSync.Worker.Songs;

/// <summary>Reads one song a line: <c>Artist - Title</c>, or the link of a Spotify track.</summary>
internal static partial class PlainTextSongReader
{
    // Artist - Title, with a hyphen, an en dash, an em dash or a tab. Without backtracking, or a line of blanks would be
    // looked through from each of them.
    private static readonly Regex Separator = new(@"\s+[-–—]\s+|\t+", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>Reads a text; blank lines and lines that start with <c>#</c> are no songs.</summary>
    public static SongList Read(string text)
    {
        var list = new SongListBuilder();
        var number = 0;
        foreach (var line in Lines().Split(text))
        {
            number++;
            var content = line.Trim();
            if (content.Length > 0 && content[0] != '#')
            {
                Add(list, number, content);
            }
        }

        return list.ToList();
    }

    private static void Add(SongListBuilder list, int number, string line)
    {
        if (SpotifyTrackLink.ToUri(line) is not null || SpotifyTrackLink.OtherKind(line) is not null)
        {
            list.Add(new SongRow(number, line) { Link = line });

            return;
        }

        if (line.Length > SongLimits.LineLength)
        {
            list.Reject(number, line, $"the line has {line.Length} characters; at most {SongLimits.LineLength} are allowed");

            return;
        }

        var parts = Separator.Split(Numbering().Replace(line, ""), 2);
        if (parts.Length < 2)
        {
            list.Reject(number, line, "no artist found; write \"Artist - Title\" or the link of a Spotify track");

            return;
        }

        list.Add(new SongRow(number, line) { Artist = parts[0], Title = parts[1] });
    }

    [GeneratedRegex(@"\r\n|\n|\r")]
    private static partial Regex Lines();

    // "1. Artist - Title", "2) Artist - Title"
    [GeneratedRegex(@"^\d{1,5}[.)]\s+")]
    private static partial Regex Numbering();
}
