using System.IO.Compression;
using System.Text;
using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Tests.Songs.Formats;

/// <summary>A file as a program would save it, with made-up songs, and what is in it.</summary>
internal sealed record FormatSample(string Name, string FileName, string Content, int Songs, int Rejected)
{
    /// <summary>Every kind of file, three or more of each.</summary>
    public static IReadOnlyList<FormatSample> All =>
        [.. PlayerSamples.M3u, .. PlayerSamples.Pls, .. PlayerSamples.Xml, .. ExportSamples.Json, .. ExportSamples.Tables, .. ExportSamples.TrackLists];

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
