using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Tests.Songs.Formats;

/// <summary>Several lists in one archive.</summary>
public sealed class ZipTests
{
    [Fact]
    public void Lists_FollowEachOther_AndWhatIsNoneIsARow()
    {
        var list = Read(FormatSample.Zip(
            ("Lists/a.csv", "title,artist\nLanterns Out,The Copper Lanterns\n"),
            ("Lists/cover.jpg", "x"),
            ("__MACOSX/._a.csv", "x"),
            ("Lists/.DS_Store", "x"),
            ("b.txt", "Juno Vale - Slow Satellite\nnonsense"),
            ("inner.zip", "x"),
            ("broken.json", "{")));

        Assert.Equal([("Lanterns Out", 2), ("Slow Satellite", 4)], list.Songs.Select(song => (song.Title, song.Line)));
        Assert.Equal(["Lists/cover.jpg", "nonsense", "inner.zip", "broken.json"], list.Rejected.Select(row => row.Text));
        Assert.Equal([3, 5, 6, 7], list.Rejected.Select(row => row.Line));
    }

    [Fact]
    public void ExportOfListenBrainz_IsRead() => Assert.Equal(2, Read(FormatSample.Zip(
        ("user.json", """{"user_id": 1, "username": "ana"}"""), ("listens/2023/11.jsonl", ExportSamples.ListenBrainz[0].Content))).Songs.Count);

    [Fact]
    public void AllSamples_InOneArchive_AreReadAsAlone() => Assert.Equal(
        FormatSample.All.Sum(sample => sample.Songs),
        Read(FormatSample.Zip([.. FormatSample.All.Select((sample, at) => ($"{at}/{sample.FileName}", sample.Content))])).Songs.Count);

    [Theory]
    [InlineData("bomb", "expands")]
    [InlineData("many bombs", "larger than 10 MB")]
    [InlineData("many files", "more than 1000 files")]
    [InlineData("empty", "empty")]
    [InlineData("cut off", "cannot be read")]
    [InlineData("no archive", "cannot be read")]
    [InlineData("workbook", "Excel")]
    public void Archive_IsRefusedWithWhatToDo(string kind, string word) =>
        Assert.Contains(word, Assert.Throws<SongListException>(() => Read(Made(kind))).Message, StringComparison.Ordinal);

    // The directory at the archive's end says that the file is small.
    [Fact]
    public void Archive_ThatLiesAboutLengths_GivesNoMoreThanItSays()
    {
        var bytes = Made("bomb");
        var directory = bytes.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BitConverter.TryWriteBytes(bytes.AsSpan(directory + 24), 10);

        Assert.Equal("aaaaaaaaaa", Assert.Single(Read(bytes).Rejected).Text);
    }

    private static byte[] Made(string kind) => kind switch
    {
        "bomb" => FormatSample.Zip(("a.txt", new string('a', 9_000_000))),
        "many bombs" => FormatSample.Zip([.. Enumerable.Range(0, 20).Select(at => ($"{at}.txt", new string('a', 1_000_000)))]),
        "many files" => FormatSample.Zip([.. Enumerable.Range(0, 1_001).Select(at => ($"{at}.txt", "A - B"))]),
        "empty" => FormatSample.Zip(),
        "cut off" => FormatSample.Zip(("a.txt", "A - B"))[..40],
        "no archive" => [1, 2, 3],
        "workbook" => FormatSample.Zip(("xl/workbook.xml", "<workbook/>")),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static SongList Read(byte[] bytes) => SongListReader.Read(bytes, "application/zip");
}
