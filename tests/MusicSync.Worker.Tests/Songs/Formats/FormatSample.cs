using System.IO.Compression;
using System.Text;
using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Tests.Songs.Formats;

/// <summary>A file as a program would save it, with made-up songs, and what is in it.</summary>
internal sealed record FormatSample(string Name, string FileName, string Content, int Songs, int Rejected)
{
    /// <summary>Samples by what saves such files.</summary>
    public static IReadOnlyDictionary<string, FormatSample[]> Kinds { get; } = new Dictionary<string, FormatSample[]>
    {
        ["M3U"] = PlayerSamples.M3u,
        ["PLS"] = PlayerSamples.Pls,
        ["XSPF"] = PlayerSamples.Xspf,
        ["Library.xml"] = PlayerSamples.Library,
        ["rekordbox XML"] = PlayerSamples.RekordboxXml,
        ["JSPF"] = ExportSamples.Jspf,
        ["ListenBrainz"] = ExportSamples.ListenBrainz,
        ["Last.fm"] = ExportSamples.LastFm,
        ["rekordbox history"] = ExportSamples.RekordboxHistory,
        ["Serato"] = ExportSamples.Serato,
        ["Traktor"] = ExportSamples.Traktor,
        ["YouTube Takeout"] = ExportSamples.Takeout,
        ["track list"] = ExportSamples.TrackLists,
    };

    public static IReadOnlyList<FormatSample> All { get; } = [.. Kinds.Values.SelectMany(samples => samples)];

    public byte[] Bytes => Encoding.UTF8.GetBytes(Content);

    public SongList Read() => SongListReader.Read(Bytes, mediaType: null, FileName);

    public static byte[] Zip(params (string Name, string Content)[] files)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var writer = new StreamWriter(archive.CreateEntry(name).Open());
                writer.Write(content);
            }
        }

        return stream.ToArray();
    }
}
