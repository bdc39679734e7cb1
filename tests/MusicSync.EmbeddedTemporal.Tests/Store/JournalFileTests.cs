using System.Text;
using MusicSync.EmbeddedTemporal.Store;

namespace MusicSync.EmbeddedTemporal.Tests.Store;

/// <summary>What a journal file holds after a stop, a kill at any byte, and damage.</summary>
public sealed class JournalFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("musicsync-journal-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "journal");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Frames_ComeBackInTheirOrder()
    {
        Write("one", "two", new string('3', 100_000));

        Assert.Equal(["one", "two", new string('3', 100_000)], Read());
    }

    [Fact]
    public void Frames_AreAppendedAfterAReading()
    {
        Write("one");
        Write("two");

        Assert.Equal(["one", "two"], Read());
    }

    [Fact]
    public void LastFrame_CutAtAnyByte_IsDropped_AndNothingElse()
    {
        Write("one", "the second frame");
        var whole = File.ReadAllBytes(Path);
        var first = 8 + 8 + 3;

        for (var length = first; length < whole.Length; length++)
        {
            File.WriteAllBytes(Path, whole[..length]);
            Assert.Equal(["one"], Read());

            // What is written next must not be lost behind the torn frame.
            Write("three");
            Assert.Equal(["one", "three"], Read());
        }
    }

    [Fact]
    public void Head_CutAtAnyByte_BeginsAnew()
    {
        Write();
        var head = File.ReadAllBytes(Path);

        for (var length = 0; length < head.Length; length++)
        {
            File.WriteAllBytes(Path, head[..length]);
            Assert.Empty(Read());
        }
    }

    [Fact]
    public void LastFrame_OfZeros_IsDropped()
    {
        Write("one");
        File.AppendAllText(Path, new string('\0', 4096));

        Assert.Equal(["one"], Read());
    }

    [Fact]
    public void LastFrame_WithAFlippedBit_IsDropped()
    {
        Write("one", "two");
        var bytes = File.ReadAllBytes(Path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(Path, bytes);

        Assert.Equal(["one"], Read());
    }

    [Fact]
    public void EarlierFrame_ThatIsDamaged_IsToldAndNothingIsCut()
    {
        Write("one", "two");
        var bytes = File.ReadAllBytes(Path);
        bytes[8 + 8] ^= 1;
        File.WriteAllBytes(Path, bytes);

        var damage = Assert.Throws<InvalidDataException>(Read);

        Assert.Contains("byte 8", damage.Message, StringComparison.Ordinal);
        Assert.Equal(bytes.Length, new FileInfo(Path).Length);
    }

    [Theory]
    [InlineData("not a journal at all", "no journal")]
    [InlineData("MSET\u0009\0\0\0", "format 9")]
    public void File_OfAnotherKind_IsRefused(string content, string why)
    {
        File.WriteAllText(Path, content);

        Assert.Contains(why, Assert.Throws<InvalidDataException>(Read).Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(Path));
    }

    [Fact]
    public void File_InUse_IsRefused()
    {
        using var first = new JournalFile(Path, flushToDisk: false);

        Assert.Contains("another server", Assert.Throws<IOException>(Read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Replacement_IsReadBack_AndAppendedTo()
    {
        Write("one", "two");
        using (var file = Open())
        {
            file.Replace([Bytes("instead")]);
            file.Append(Bytes("three").Span);
        }

        Assert.Equal(["instead", "three"], Read());
    }

    [Fact]
    public void Replacement_ThatFails_LeavesTheJournalInUse()
    {
        Write("one");
        using (var file = Open())
        {
            Assert.Throws<IOException>(() => file.Replace(FailingAfter("half")));
            file.Append(Bytes("two").Span);
        }

        Assert.Equal(["one", "two"], Read());
        Assert.Equal([Path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void Replacement_ThatWasKilled_LeavesTheJournalAsItWas()
    {
        Write("one");
        File.WriteAllText(Path + ".new", "half a dra");

        Assert.Equal(["one"], Read());
    }

    private static IEnumerable<ReadOnlyMemory<byte>> FailingAfter(string body)
    {
        yield return Bytes(body);
        throw new IOException("No space left on device");
    }

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private JournalFile Open()
    {
        var file = new JournalFile(Path, flushToDisk: false);
        _ = file.ReadFrames().Count();
        return file;
    }

    private void Write(params string[] bodies)
    {
        using var file = Open();
        foreach (var body in bodies)
        {
            file.Append(Bytes(body).Span);
        }
    }

    private List<string> Read()
    {
        using var file = new JournalFile(Path, flushToDisk: false);
        return [.. file.ReadFrames().Select(Encoding.UTF8.GetString)];
    }
}
