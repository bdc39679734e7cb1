using System.Globalization;

namespace MusicSync.Worker.Songs.PlayerFiles;

/// <summary>
/// Reads M3U and M3U8: files of players, one a line, with lines in front that describe the next one:
/// <c>#EXTINF:215,The Copper Lanterns - Lanterns Out</c>, <c>#EXTALB:</c>, <c>#EXTART:</c>.
/// </summary>
internal sealed class M3uReader
{
    private const string Info = "#EXTINF:";
    private const string Album = "#EXTALB:";
    private const string Artist = "#EXTART:";

    // Lines of as many entries as there may be, four each.
    private const int MaxLooked = 4 * SongLimits.Rows;

    private readonly SongListBuilder _list = new();
    private readonly string? _albumOfAll;
    private readonly string? _artistOfAll;
    private TextLine? _info;
    private string? _album;
    private string? _artist;

    private M3uReader(string text)
    {
        _albumOfAll = OfAll(text, Album);
        _artistOfAll = OfAll(text, Artist);
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="SongListException">It is a stream's.</exception>
    public static SongList Read(string text)
    {
        var reader = new M3uReader(text);
        foreach (var line in TextLines.Of(text))
        {
            reader.Take(line);
        }

        reader.Finish();

        return reader._list.ToList();
    }

    private void Take(TextLine line)
    {
        if (line.Text.Length > SongLimits.LineLength)
        {
            Finish();
            _list.RejectLength(line);
        }
        else if (Value(line.Text, Info) is not null)
        {
            Finish();
            _info = line;
        }
        else if (Value(line.Text, Album) is { } album)
        {
            _album = album;
        }
        else if (Value(line.Text, Artist) is { } artist)
        {
            _artist = artist;
        }
        else if (line.Text.StartsWith("#EXT-X-", StringComparison.Ordinal))
        {
            throw new SongListException(
                "This M3U cuts one stream into pieces (HLS) and lists no songs; send a playlist that a player saved.");
        }
        else if (line.Text[0] != '#')
        {
            AddFile(line);
        }
    }

    // An entry whose file is missing still says which song it is.
    private void Finish()
    {
        if (_info is { } info)
        {
            Add(info, location: null);
        }
    }

    private void AddFile(TextLine file) => Add(_info ?? file, file.Text);

    private void Add(TextLine line, string? location)
    {
        var (seconds, shown) = Described(_info);
        var row = new SongRow(line.Number, line.Text)
        {
            Album = _album ?? _albumOfAll,
            DurationMs = DurationText.Parse(seconds, DurationUnit.Seconds),
        };
        DisplayName.Add(_list, row, shown, _artist ?? _artistOfAll, location, rejected: line.Text);
        (_info, _album, _artist) = (null, null, null);
    }

    // #EXTINF:215 tvg-logo="a,b",The Copper Lanterns - Lanterns Out: the name starts behind the first comma that is not in quotes.
    private static (string Seconds, string? Shown) Described(TextLine? line)
    {
        if (line is not { } info)
        {
            return ("", null);
        }

        var value = info.Text[Info.Length..];
        var comma = -1;
        var quoted = false;
        for (var at = 0; at < value.Length && comma < 0; at++)
        {
            quoted ^= value[at] == '"';
            comma = value[at] == ',' && !quoted ? at : -1;
        }

        comma = comma < 0 ? value.IndexOf(',', StringComparison.Ordinal) : comma;
        if (comma < 0)
        {
            return ("", value);
        }

        var seconds = value[..comma].Split(' ', '\t')[0];

        return (double.TryParse(seconds, CultureInfo.InvariantCulture, out _) ? seconds : "", value[(comma + 1)..]);
    }

    // One album or artist before the first song is that of all; several belong each to the song behind them.
    private static string? OfAll(string text, string tag)
    {
        var all = TextLines.Of(text).Take(MaxLooked).Select(line => line.Text);
        string[] lines = [.. all
            .Where(line => Value(line, tag) is not null || Value(line, Info) is not null || line[0] != '#')
            .Take(1)
            .Concat(all.Where(line => Value(line, tag) is not null).Take(2))];

        return lines is [var first, _] && Value(first, tag) is { Length: > 0 } value ? value : null;
    }

    private static string? Value(string line, string tag) =>
        line.StartsWith(tag, StringComparison.OrdinalIgnoreCase) ? line[tag.Length..].Trim() : null;
}
