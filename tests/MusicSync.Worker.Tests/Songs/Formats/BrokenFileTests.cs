using System.Text;
using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Tests.Songs.Formats;

/// <summary>Files that are broken, or were made to do harm: each is refused with what to do, or loses only its bad rows.</summary>
public sealed class BrokenFileTests
{
    [Theory]
    [InlineData("a.m3u8", "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:9.9,\nsegment0.ts", "HLS")]
    [InlineData("a.xspf", "<playlist><trackList><track><title>A</title>", "line 1")]
    [InlineData("a.xspf", "<playlist><title>A</title></playlist>", "trackList")]
    [InlineData("a.xspf", "<playlist>&nbsp;</playlist>", "cannot be read")]
    [InlineData("a.xml", "<songs/>", "not a known kind")]
    [InlineData("a.xml", "<plist><array/></plist>", "Export Playlist")]
    [InlineData("a.xml", "<plist/>", "Export Playlist")]
    [InlineData("a.xml", "<DJ_PLAYLISTS/>", "COLLECTION")]
    [InlineData("a.xml", "no xml", "cannot be read")]
    [InlineData("a.xml", "<!DOCTYPE playlist [<!ENTITY a \"b\">]><playlist><trackList/></playlist>", "entities")]
    [InlineData("a.xml", "<!DOCTYPE playlist SYSTEM \"file:///etc/passwd\" [ ]><playlist><trackList/></playlist>", "entities")]
    [InlineData("a.jspf", "{\"playlist\": {\"track\": {}}}", "JSPF")]
    [InlineData("a.jspf", "{\"playlist\": ", "JSON")]
    [InlineData("a.json", "{\"recenttracks\": {}}", "Last.fm")]
    [InlineData("a.csv", "Video ID,Playlist Video Creation Timestamp\na1B2c3D4e5F,2026-01-01T00:00:00+00:00", "music library songs.csv")]
    public void File_IsRefusedWithWhatToDo(string name, string content, string word) =>
        Assert.Contains(word, Assert.Throws<SongListException>(() => Read(name, content)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("a.m3u", "#EXTM3U\n#EXTINF:\n#EXTINF:1,X\nnoise.mp3", 2)]
    [InlineData("a.m3u", "#EXTINF:10,A - B", 0)]
    [InlineData("a.pls", "[playlist]\nFile1\nTitle99999999=A - B\nTitle1=", 3)]
    [InlineData("a.pls", "[playlist]\nFile1=\nTitle2=A - B", 1)]
    [InlineData("a.jsonl", "{\"track_metadata\": {\"track_name\": 1}}\n[]\n{\"track_metadata\": []}\n{", 4)]
    [InlineData("a.json", "[{\"artist\": {\"#text\": 1}, \"name\": \"A\"}, [[]], {\"artist\": {}, \"name\": \"A\"}]", 3)]
    [InlineData("a.xspf", "<playlist><trackList><track/><track><title/></track><track><title>A<b>B</b></title></track></trackList></playlist>", 3)]
    [InlineData("a.xml", "<plist><dict><key>Tracks</key><dict><key>1</key><string>A</string><key>2</key><dict><key>Name</key></dict></dict></dict></plist>", 2)]
    [InlineData("set.txt", "[00:00] ID - ID\n[01:00]\n[02:00] - \n1:00:00:00 A", 4)]
    public void Rows_ThatAreBroken_AreRejectedOneByOne(string name, string content, int rejected)
    {
        var list = Read(name, content);

        Assert.Equal(rejected, list.Rejected.Count);
        Assert.All(list.Rejected, row => Assert.True(row.Line > 0 && row.Reason.Length > 0));
    }

    [Theory]
    [InlineData("a.xspf", "<playlist>", "<a>")]
    [InlineData("a.xml", "<plist>", "<array>")]
    [InlineData("a.xml", "<plist>", "<dict><key>a</key>")]
    public void Xml_ThatIsNestedWithoutEnd_IsRefusedEarly(string name, string root, string nested) => Assert.Contains(
        "nested", Assert.Throws<SongListException>(() => Read(name, root + string.Concat(Enumerable.Repeat(nested, 500_000)))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("a.json", "[", "cannot be read")]
    [InlineData("a.m3u", "a\n", "rows")]
    [InlineData("a.txt", "a\n", "rows")]
    [InlineData("a.csv", "a,\n", "rows")]
    [InlineData("a.csv", ",", "no header, and a line of 10485760 characters")]
    [InlineData("a.csv", "[],", "no header, and a line of 10485759 characters")]
    [InlineData("a.csv", "a\n", "no header")]
    [InlineData("a.jsonl", "{\n", "rows")]
    public void TenMegabytes_OfAlmostNothing_AreRefused(string name, string row, string word) => Assert.Contains(
        word, Assert.Throws<SongListException>(() => Read(name, string.Concat(Enumerable.Repeat(row, 10 * 1024 * 1024 / row.Length)))).Message, StringComparison.Ordinal);

    [Fact]
    public void HugeLineBehindAQuotedOne_IsNotCutIntoCells() => Assert.Contains(
        "no header, and a line of", Assert.Throws<SongListException>(() => Read("a.csv", "\"a\",\"b\"\n" + new string(',', 10 * 1024 * 1024))).Message, StringComparison.Ordinal);

    private static SongList Read(string name, string content) => SongListReader.Read(Encoding.UTF8.GetBytes(content), mediaType: null, name);
}
