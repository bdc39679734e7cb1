using System.IO.Compression;

namespace MusicSync.Worker.Songs.Archives;

/// <summary>Reads the lists in a ZIP archive one after the other; a file that is no list is a rejected row.</summary>
internal static class ZipSongReader
{
    private const int MaxFiles = 1_000;
    private const int MaxBytes = 10 * 1024 * 1024;

    // Lists compress to a tenth; what expands more than this was made to.
    private const int MaxRatio = 200;

    /// <exception cref="SongListException">It is no archive, holds no list, or more than may be taken out of it.</exception>
    public static SongList Read(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var stream = new MemoryStream(content.ToArray(), writable: false);
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read);

            return Read(archive);
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException or NotSupportedException)
        {
            throw new SongListException("The ZIP archive cannot be read; make it again, or send the files in it one by one.");
        }
    }

    private static SongList Read(ZipArchive archive)
    {
        if (archive.GetEntry("xl/workbook.xml") is not null)
        {
            throw new SongListException("The content is an Excel workbook; save the list as CSV (UTF-8) with the columns title and artist and send that.");
        }

        ZipArchiveEntry[] files = [.. archive.Entries.Where(entry => !IsHidden(entry.FullName)).Take(MaxFiles + 1)];
        if (files.Length is 0 or > MaxFiles)
        {
            throw new SongListException(
                files.Length == 0 ? "The ZIP archive is empty; put the lists into it." : $"The ZIP archive has more than {MaxFiles} files; send the lists alone.");
        }

        var room = MaxBytes;
        List<SongList> lists = [];
        foreach (var file in files)
        {
            var list = ReadFile(file, ref room);
            lists.Add(list);
            SongLimits.CheckRows(lists.Sum(read => read.Songs.Count + read.Rejected.Count));
        }

        return SongList.Concatenate(lists);
    }

    private static SongList ReadFile(ZipArchiveEntry file, ref int room)
    {
        if (file.IsEncrypted)
        {
            return Rejected(file, "the file is encrypted; pack it without a password");
        }

        if (!SongFormats.IsListName(file.Name))
        {
            return Rejected(file, "the file is no song list by its name; leave it out, or name it .csv, .txt, .json, .m3u8, .xspf or as it is");
        }

        var content = Unpack(file, room);
        room -= content.Length;
        try
        {
            return SongListReader.Read(content, mediaType: null, file.Name);
        }
        catch (SongListException problem)
        {
            return Rejected(file, problem.Message);
        }
    }

    // The length that the archive states may be a lie; what comes out is counted.
    private static byte[] Unpack(ZipArchiveEntry file, int room)
    {
        var ratioBound = Math.Max(1024 * 1024, file.CompressedLength * MaxRatio);
        using var kept = new MemoryStream();
        using var unpacked = file.Open();
        var buffer = new byte[64 * 1024];
        for (int read; (read = unpacked.Read(buffer)) > 0;)
        {
            if (kept.Length + read > Math.Min(room, ratioBound))
            {
                throw new SongListException(kept.Length + read > room
                    ? "The files in the ZIP archive are larger than 10 MB together; send them in parts."
                    : $"\"{Excerpt(file)}\" in the ZIP archive expands to more than {MaxRatio} times its size; send the file itself.");
            }

            kept.Write(buffer, 0, read);
        }

        return kept.ToArray();
    }

    private static SongList Rejected(ZipArchiveEntry file, string reason)
    {
        var list = new SongListBuilder();
        list.Reject(1, file.FullName, reason);

        return list.ToList();
    }

    private static string Excerpt(ZipArchiveEntry file) => file.FullName[..Math.Min(file.FullName.Length, SongLimits.ExcerptLength)];

    // Folders, and what Finder and Explorer put beside files.
    private static bool IsHidden(string name) =>
        name.EndsWith('/') || name.EndsWith('\\') || name.StartsWith("__MACOSX/", StringComparison.Ordinal)
        || name[(name.LastIndexOf('/') + 1)..] is ['.', ..] or "Thumbs.db" or "desktop.ini";
}
