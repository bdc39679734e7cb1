using System.Buffers.Binary;
using System.Numerics;

namespace MusicSync.EmbeddedTemporal.Store;

/// <summary>
/// An append-only file of frames. A frame is written with one call before the request that made it is answered, so a process
/// that is killed loses at most what it had not answered for.
/// <code>
/// "MSET" version(4)                 the head
/// length(4) crc32c(4) body(length)  a frame, numbers in little endian
/// </code>
/// </summary>
internal sealed class JournalFile : IDisposable
{
    private const int HeadSize = 8;
    private const int FrameHeadSize = 8;
    private const int Version = 1;

    private static ReadOnlySpan<byte> Magic => "MSET"u8;

    private readonly string _path;
    private readonly bool _flushToDisk;
    private FileStream _stream;

    public JournalFile(string path, bool flushToDisk)
    {
        _path = Path.GetFullPath(path);
        _flushToDisk = flushToDisk;
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        _stream = Open(_path, FileMode.OpenOrCreate);
        try
        {
            CheckHead();
        }
        catch
        {
            _stream.Dispose();
            throw;
        }
    }

    /// <summary>Bytes in the file.</summary>
    public long Length { get; private set; }

    /// <summary>Appends a frame.</summary>
    /// <exception cref="IOException">The disk is full or gone. The file may end in a torn frame, which the next start drops.</exception>
    public void Append(ReadOnlySpan<byte> body)
    {
        Write(_stream, body);
        if (_flushToDisk)
        {
            _stream.Flush(flushToDisk: true);
        }

        Length = _stream.Position;
    }

    /// <summary>Reads all frames, drops a torn one at the end, and leaves the file ready to append.</summary>
    /// <exception cref="InvalidDataException">A frame before the last one is damaged.</exception>
    public IEnumerable<byte[]> ReadFrames()
    {
        _stream.Position = HeadSize;
        while (ReadFrame() is { } body)
        {
            yield return body;
        }

        _stream.SetLength(_stream.Position);
        Length = _stream.Position;
    }

    /// <summary>Puts other frames in the place of all that the file holds: all of them or, after a kill, none.</summary>
    public void Replace(IEnumerable<ReadOnlyMemory<byte>> bodies)
    {
        var draft = _path + ".new";
        try
        {
            WriteDraft(draft, bodies);
            _stream.Dispose();
            try
            {
                File.Move(draft, _path, overwrite: true);
            }
            finally
            {
                _stream = Open(_path, FileMode.Open);
                _stream.Position = Length = _stream.Length;
            }
        }
        catch
        {
            // On a full disk a half draft would make everything worse.
            File.Delete(draft);
            throw;
        }
    }

    public void Dispose() => _stream.Dispose();

    private static FileStream Open(string path, FileMode mode)
    {
        try
        {
            return new FileStream(path, mode, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException inUse) when (File.Exists(path))
        {
            throw new IOException(
                $"The journal {path} cannot be opened, perhaps because another server uses it; stop that one or name another file.", inUse);
        }
    }

    private static void WriteDraft(string draft, IEnumerable<ReadOnlyMemory<byte>> bodies)
    {
        using var stream = Open(draft, FileMode.Create);
        WriteHead(stream);
        foreach (var body in bodies)
        {
            Write(stream, body.Span);
        }

        stream.Flush(flushToDisk: true);
    }

    private static void WriteHead(FileStream stream)
    {
        Span<byte> head = stackalloc byte[HeadSize];
        Magic.CopyTo(head);
        BinaryPrimitives.WriteInt32LittleEndian(head[4..], Version);
        stream.Write(head);
    }

    private static void Write(FileStream stream, ReadOnlySpan<byte> body)
    {
        // One call, so that a kill tears it at most once; the copy is far cheaper than a second call.
        var frame = new byte[FrameHeadSize + body.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, body.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(4), Checksum(body));
        body.CopyTo(frame.AsSpan(FrameHeadSize));
        stream.Write(frame);
    }

    private void CheckHead()
    {
        if (_stream.Length < HeadSize)
        {
            // New, or killed while it was made.
            _stream.SetLength(0);
            WriteHead(_stream);
            Length = HeadSize;
            return;
        }

        Span<byte> head = stackalloc byte[HeadSize];
        _stream.ReadExactly(head);
        if (!head[..4].SequenceEqual(Magic))
        {
            throw new InvalidDataException($"{_path} is no journal of the embedded Temporal; name another file.");
        }

        var version = BinaryPrimitives.ReadInt32LittleEndian(head[4..]);
        if (version != Version)
        {
            throw new InvalidDataException(
                $"The journal {_path} has format {version}, this program reads format {Version}; use the program that wrote it, or name another file.");
        }

        Length = _stream.Length;
    }

    private byte[]? ReadFrame()
    {
        var start = _stream.Position;
        Span<byte> head = stackalloc byte[FrameHeadSize];
        var got = _stream.ReadAtLeast(head, FrameHeadSize, throwOnEndOfStream: false);
        var length = got == FrameHeadSize ? BinaryPrimitives.ReadInt32LittleEndian(head) : 0;
        if (length <= 0 || length > _stream.Length - start - FrameHeadSize)
        {
            // The file ends inside this frame, or in the zeros that a power loss leaves.
            _stream.Position = start;
            return null;
        }

        var body = new byte[length];
        _stream.ReadExactly(body);
        if (Checksum(body) == BinaryPrimitives.ReadUInt32LittleEndian(head[4..]))
        {
            return body;
        }

        if (_stream.Position < _stream.Length)
        {
            throw new InvalidDataException(
                $"The journal {_path} is damaged at byte {start}, before its end; restore a copy, or name another file to begin anew.");
        }

        _stream.Position = start;
        return null;
    }

    private static uint Checksum(ReadOnlySpan<byte> body)
    {
        var sum = uint.MaxValue;
        while (body.Length >= sizeof(ulong))
        {
            sum = BitOperations.Crc32C(sum, BinaryPrimitives.ReadUInt64LittleEndian(body));
            body = body[sizeof(ulong)..];
        }

        foreach (var one in body)
        {
            sum = BitOperations.Crc32C(sum, one);
        }

        return ~sum;
    }
}
