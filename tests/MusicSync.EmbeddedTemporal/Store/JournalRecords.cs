using Google.Protobuf;

namespace MusicSync.EmbeddedTemporal.Store;

/// <summary>What a record says. The numbers are in files: never reuse one.</summary>
internal enum RecordKind : byte
{
    RunBegun = 1,
    EventPlaced = 2,
    EventBuffered = 3,
    TimerTakenBack = 4,
    BufferFlushed = 5,
    AttemptChanged = 6,
    RetentionSet = 7,
    RunRemoved = 8,
    ScheduleSet = 9,
    ScheduleRemoved = 10,
}

/// <summary>Writes a frame's records: a kind, then texts, numbers and messages as that kind has them.</summary>
internal sealed class RecordWriter : IDisposable
{
    private readonly MemoryStream _frame = new();
    private readonly BinaryWriter _writer;

    public RecordWriter() => _writer = new BinaryWriter(_frame);

    public bool IsEmpty => _frame.Length == 0;

    public ReadOnlyMemory<byte> Frame => _frame.GetBuffer().AsMemory(0, (int)_frame.Length);

    public RecordWriter Kind(RecordKind kind)
    {
        _writer.Write((byte)kind);
        return this;
    }

    public RecordWriter Text(string text)
    {
        _writer.Write(text);
        return this;
    }

    public RecordWriter Number(long number)
    {
        _writer.Write(number);
        return this;
    }

    public RecordWriter Message(IMessage message)
    {
        var size = message.CalculateSize();
        _writer.Write7BitEncodedInt(size);
        _writer.Flush();
        var at = (int)_frame.Position;
        _frame.SetLength(at + size);
        message.WriteTo(_frame.GetBuffer().AsSpan(at, size));
        _frame.Position = at + size;
        return this;
    }

    public void Clear() => _frame.SetLength(0);

    public void Dispose() => _writer.Dispose();
}

/// <summary>Reads what a <see cref="RecordWriter"/> wrote.</summary>
internal sealed class RecordReader(byte[] frame) : IDisposable
{
    private readonly BinaryReader _reader = new(new MemoryStream(frame));

    public bool IsAtEnd => _reader.BaseStream.Position == _reader.BaseStream.Length;

    public RecordKind Kind() => (RecordKind)_reader.ReadByte();

    public string Text() => _reader.ReadString();

    public long Number() => _reader.ReadInt64();

    public T Message<T>(MessageParser<T> parser)
        where T : IMessage<T> => parser.ParseFrom(_reader.ReadBytes(_reader.Read7BitEncodedInt()));

    public void Dispose() => _reader.Dispose();
}
