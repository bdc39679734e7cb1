using System.Globalization;
using System.Text.RegularExpressions;

namespace MusicSync.Worker.Songs.PlayerFiles;

/// <summary>Reads PLS: <c>File1=…</c>, <c>Title1=The Copper Lanterns - Lanterns Out</c>, <c>Length1=215</c> under <c>[playlist]</c>.</summary>
internal static partial class PlsReader
{
    /// <summary>Reads a file; the numbers give the order.</summary>
    public static SongList Read(string text)
    {
        var entries = new SortedDictionary<int, Entry>();
        var list = new SongListBuilder();
        foreach (var line in TextLines.Of(text).Where(line => line.Text[0] is not ('[' or ';' or '#')))
        {
            if (line.Text.Length > SongLimits.LineLength)
            {
                list.RejectLength(line);
            }
            else if (!Take(entries, line) && !Known().IsMatch(line.Text))
            {
                list.Reject(line.Number, line.Text, "a line of a PLS is File1=, Title1= or Length1=; mend or remove it");
            }
        }

        foreach (var entry in entries.Values)
        {
            Add(list, entry);
        }

        return list.ToList();
    }

    private static bool Take(SortedDictionary<int, Entry> entries, TextLine line)
    {
        var match = Pair().Match(line.Text);
        if (!match.Success || !int.TryParse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        var entry = entries.GetValueOrDefault(number) ?? new Entry(line);
        var value = match.Groups["value"].Value.Trim();
        entries[number] = match.Groups["key"].Value.ToUpperInvariant() switch
        {
            "FILE" => entry with { File = value },
            "TITLE" => entry with { Title = value },
            _ => entry with { Length = value },
        };
        SongLimits.CheckRows(entries.Count);

        return true;
    }

    private static void Add(SongListBuilder list, Entry entry)
    {
        var row = new SongRow(entry.Line.Number, entry.Title ?? entry.Line.Text)
        {
            DurationMs = DurationText.Parse(entry.Length ?? "", DurationUnit.Seconds),
        };
        DisplayName.Add(list, row, entry.Title, artist: null, entry.File, rejected: entry.Title ?? entry.File ?? entry.Line.Text);
    }

    private sealed record Entry(TextLine Line)
    {
        public string? File { get; init; }

        public string? Title { get; init; }

        public string? Length { get; init; }
    }

    [GeneratedRegex(@"^(?<key>File|Title|Length)(?<number>\d{1,6}) ?=(?<value>.*)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pair();

    [GeneratedRegex("^(?:NumberOfEntries|Version) ?=", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Known();
}
