using System.IO.Compression;
using System.Text;

namespace MusicSync.Benchmarks.Songs;

/// <summary>Files of 10 MB, each made of one thing again and again: rows as they are, and what a reader may stumble over.</summary>
internal static class LargeFiles
{
    public const int Bytes = 10 * 1024 * 1024;

    // Beginning, a good row.
    private static readonly Dictionary<string, (string File, string Head, string Row)> Kinds = new()
    {
        ["m3u"] = ("a.m3u8", "#EXTM3U\n", "#EXTINF:215,The Copper Lanterns - Lanterns Out\n/music/The Copper Lanterns/01.mp3\n"),
        ["pls"] = ("a.pls", "[playlist]\n", "File1=/music/01.mp3\nTitle1=The Copper Lanterns - Lanterns Out\nLength1=215\n"),
        ["xspf"] = ("a.xspf", "<playlist version=\"1\"><trackList>", "<track><title>Lanterns Out</title><creator>The Copper Lanterns</creator></track>\n"),
        ["plist"] = ("a.xml", "<plist><dict><key>Tracks</key><dict>", "<key>1</key><dict><key>Name</key><string>Lanterns Out</string></dict>\n"),
        ["json"] = ("a.json", "[", "{\"title\": \"Lanterns Out\", \"artist\": \"The Copper Lanterns\"},\n"),
        ["jsonl"] = ("a.jsonl", "", "{\"track_metadata\": {\"track_name\": \"Lanterns Out\", \"artist_name\": \"The Copper Lanterns\"}}\n"),
        ["table"] = ("a.csv", "title,artist\n", "Lanterns Out,The Copper Lanterns\n"),
        ["headless table"] = ("a.csv", "", "Lanterns Out,The Copper Lanterns\n"),
        ["track list"] = ("a.txt", "[00:00] A - B\n", "[05:12] The Copper Lanterns - Lanterns Out [BRASS]\n"),
        ["text"] = ("a.txt", "", "The Copper Lanterns - Lanterns Out\n"),
    };

    private static readonly string[] Fillers = ["\n", "a\n", ",", "a,", "\"", "<a/>", "<a>", "[", "[],", "{},", "{\"a\":", "\u00E9", "x", " - "];

    /// <summary>Each kind of file with each filling.</summary>
    public static IEnumerable<LargeFile> All() => Kinds.SelectMany(kind => Fillers
        .Select(filler => (Filling: filler, Text: filler))
        .Prepend((Filling: "rows", Text: kind.Value.Row))
        .Prepend((Filling: "long rows", Text: Long(kind.Value.Row)))
        .SelectMany(filler => Of(kind.Key, kind.Value.File, kind.Value.Head, filler.Filling, filler.Text)));

    // As many as a file may have fill it.
    private static string Long(string row) =>
        row.Replace("Lanterns Out", new string('o', 280), StringComparison.Ordinal).Replace("The Copper Lanterns", new string('l', 280), StringComparison.Ordinal);

    private static IEnumerable<LargeFile> Of(string kind, string name, string head, string filling, string filler)
    {
        yield return new LargeFile(kind, filling, name, () => Filled(head, filler));
        if (kind == "table")
        {
            yield return new LargeFile("zip", filling, "a.zip", () => Zip(Filled(head, filler)));
        }
    }

    // Not all of it in UTF-8: a text that is none goes the longest way, by guessing.
    private static byte[] Filled(string head, string filler) =>
        Encoding.Latin1.GetBytes(head + string.Concat(Enumerable.Repeat(filler, (Bytes - head.Length) / filler.Length)));

    // A thousand files, none of which expands to more than an archive may.
    private static byte[] Zip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create))
        {
            foreach (var (number, part) in content.Chunk(Bytes / 1_000 + 1).Index())
            {
                using var file = archive.CreateEntry($"{number}.csv").Open();
                file.Write(part);
            }
        }

        return packed.ToArray();
    }
}

/// <summary>A file to be read.</summary>
internal sealed record LargeFile(string Kind, string Filling, string Name, Func<byte[]> Content);
