using Microsoft.Win32.SafeHandles;

namespace MusicSync.McpHost.Quota;

/// <summary>
/// This process's own JSON-lines file. Lines are only appended, each in one write that has reached the operating system
/// before the answer is given, so they outlive a killed process; a torn last line is skipped by the next reader.
/// </summary>
internal sealed class AnswerFile : IDisposable
{
    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    private readonly SafeFileHandle _handle;
    private long _end;

    public AnswerFile(string path) =>
        // Shared for reading as long as this process lives, so that nobody else gets it exclusively: that tells a live
        // file from a left one.
        _handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read);

    /// <summary>Appends a line and returns its place.</summary>
    public (long Offset, int Length) Append(ReadOnlyMemory<byte> line)
    {
        RandomAccess.Write(_handle, [line, LineEnd], _end);
        var place = (_end, line.Length);
        _end += line.Length + LineEnd.Length;
        return place;
    }

    public byte[] Read((long Offset, int Length) place)
    {
        var line = new byte[place.Length];
        return line[..RandomAccess.Read(_handle, line, place.Offset)];
    }

    public void Dispose() => _handle.Dispose();
}
