using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace MusicSync.McpHost.Quota;

/// <summary>
/// This process's own JSON-lines file. Lines are only appended, each in one write that has reached the operating system
/// before the answer is given, so they outlive a killed process; a torn last line is skipped by the next reader.
/// </summary>
internal sealed class AnswerFile : IDisposable
{
    private readonly SafeFileHandle _handle;
    private long _end;

    public AnswerFile(string path) =>
        // Shared for reading as long as this process lives, so that nobody else gets it exclusively: that tells a live
        // file from a left one.
        _handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read);

    /// <summary>Appends a line and returns its place.</summary>
    public (long Offset, int Length) Append(RememberedAnswer answer)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(answer, RememberedAnswerJson.Default.RememberedAnswer);
        RandomAccess.Write(_handle, [line, "\n"u8.ToArray()], _end);
        var place = (_end, line.Length);
        _end += line.Length + 1;
        return place;
    }

    public RememberedAnswer? Read((long Offset, int Length) place)
    {
        var line = new byte[place.Length];
        return RandomAccess.Read(_handle, line, place.Offset) == line.Length ? Parse(line) : null;
    }

    /// <summary>Null for a line that is no answer.</summary>
    public static RememberedAnswer? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, RememberedAnswerJson.Default.RememberedAnswer);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public void Dispose() => _handle.Dispose();
}
