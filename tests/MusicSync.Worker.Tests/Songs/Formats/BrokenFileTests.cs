using System.Text;
using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Tests.Songs.Formats;

/// <summary>Files that are broken, or were made to do harm: each is refused with what to do, or loses only its bad rows.</summary>
public sealed class BrokenFileTests
{
    public static TheoryData<string, string, string, string> Refused => new()
    {
        { "M3U", "a.m3u8", "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:9.9,\nsegment0.ts", "HLS" },
        { "XSPF", "a.xspf", "<playlist><trackList><track><title>A</title>", "line 1" },
        { "XSPF", "a.xspf", "<playlist><title>A</title></playlist>", "trackList" },
        { "XSPF", "a.xspf", "<playlist>&nbsp;</playlist>", "cannot be read" },
        { "Library.xml", "a.xml", "<songs/>", "not a known kind" },
        { "Library.xml", "a.xml", "<plist><array/></plist>", "Export Playlist" },
        { "Library.xml", "a.xml", "<plist/>", "Export Playlist" },
        { "rekordbox XML", "a.xml", "<DJ_PLAYLISTS/>", "COLLECTION" },
        { "rekordbox XML", "a.xml", "<DJ_PLAYLISTS><COLLECTION><TRACK Name=\"A\" Artist=\"B\">", "cannot be read" },
        { "Library.xml", "a.xml", "no xml", "cannot be read" },
        { "XSPF", "a.xml", "<!DOCTYPE playlist [<!ENTITY a \"b\">]><playlist><trackList/></playlist>", "entities" },
        { "XSPF", "a.xml", "<!DOCTYPE playlist SYSTEM \"file:///etc/passwd\" [ ]><playlist><trackList/></playlist>", "entities" },
        { "JSPF", "a.jspf", "{\"playlist\": {\"track\": {}}}", "JSPF" },
        { "JSPF", "a.jspf", "{\"playlist\": ", "JSON" },
        { "ListenBrainz", "a.json", "{\"payload\": 1}", "ListenBrainz" },
        { "Last.fm", "a.json", "{\"recenttracks\": {}}", "Last.fm" },
        { "rekordbox history", "a.tsv", "#\tTrack Title\tBPM\n1\tA\t120", "both title and artist" },
        { "Serato", "a.csv", "name,start time,end time\nA,22:00,22:05", "both title and artist" },
        { "Traktor", "a.csv", "Title;BPM;Time\nA;120;3:00", "both title and artist" },
        { "YouTube Takeout", "a.csv", "Video ID,Playlist Video Creation Timestamp\na1B2c3D4e5F,2026-01-01T00:00:00+00:00", "music library songs.csv" },
        { "YouTube Takeout", "a.csv", "Video ID,Song Title,Album Title\na1B2c3D4e5F,A,B", "both title and artist" },
    };

    public static TheoryData<string, string, string, int> Torn => new()
    {
        { "M3U", "a.m3u", "#EXTM3U\n#EXTINF:\n#EXTINF:1,X\nnoise.mp3", 2 },
        { "M3U", "a.m3u", "#EXTINF:10,A - B", 0 },
        { "PLS", "a.pls", "[playlist]\nFile1\nTitle99999999=A - B\nTitle1=", 3 },
        { "PLS", "a.pls", "[playlist]\nFile1=\nTitle2=A - B", 1 },
        { "PLS", "a.pls", "[playlist]\nFile1=https://radio.example/\nTitle1=Radio\nFile2=x.mp3", 2 },
        { "ListenBrainz", "a.jsonl", "{\"track_metadata\": {\"track_name\": 1}}\n[]\n{\"track_metadata\": []}\n{", 4 },
        { "ListenBrainz", "a.json", "{\"payload\": {\"listens\": [{\"track_metadata\": {}}, 1]}}", 2 },
        { "JSPF", "a.jspf", "{\"playlist\": {\"track\": [{\"title\": {}}, [], {\"creator\": \"A\"}]}}", 3 },
        { "Last.fm", "a.json", "[{\"artist\": {\"#text\": 1}, \"name\": \"A\"}, [[]], {\"artist\": {}, \"name\": \"A\"}]", 3 },
        { "Last.fm", "a.json", "{\"lovedtracks\": {\"track\": [1, \"a\"]}}", 2 },
        { "XSPF", "a.xspf", "<playlist><trackList><track/><track><title/></track><track><title>A<b>B</b></title></track></trackList></playlist>", 3 },
        { "Library.xml", "a.xml", "<plist><dict><key>Tracks</key><dict><key>1</key><string>A</string><key>2</key><dict><key>Name</key></dict></dict></dict></plist>", 2 },
        { "rekordbox XML", "a.xml", "<DJ_PLAYLISTS><COLLECTION><TRACK/><TRACK Artist=\"A\"/></COLLECTION></DJ_PLAYLISTS>", 2 },
        { "rekordbox history", "a.txt", "#\tTrack Title\tArtist\n1\tA\n2", 2 },
        { "rekordbox history", "a.txt", "#\tTrack Title\tArtist\n\t\t\n1\t\tB\n2\tA\t", 2 },
        { "Serato", "a.csv", "name,artist,deck\n\"A,,1\n\"B\n", 2 },
        { "Serato", "a.csv", "name,artist,deck\nA\n,,1\n", 2 },
        { "Traktor", "a.csv", "Title;Artist;Deck\nA\n;B;A\n", 2 },
        { "Traktor", "a.csv", "Title;Artist;Deck\n;;\n;;A\n", 1 },
        { "YouTube Takeout", "a.csv", "Video ID,Song Title,Album Title,Artist Name 1\na1B2c3D4e5F\n", 1 },
        { "track list", "set.txt", "[00:00] ID - ID\n[01:00]\n[02:00] - \n1:00:00:00 A", 4 },
        { "track list", "set.txt", "[00:00] A - B\n[99:99:99] C\n[01:00] ID", 2 },
        { "track list", "set.txt", "0:00 A - B\n1:00 A - C\n2:00 unknown track", 1 },
    };

    [Fact]
    public void EveryKind_HasThreeBrokenFiles() => Assert.All(
        FormatSample.Kinds.Keys,
        kind => Assert.True(Refused.Count(row => row.Data.Item1 == kind) + Torn.Count(row => row.Data.Item1 == kind) >= 3, kind));

    [Theory]
    [MemberData(nameof(Refused))]
    public void File_IsRefusedWithWhatToDo(string kind, string name, string content, string word)
    {
        var told = Assert.Throws<SongListException>(() => Read(name, content)).Message;

        Assert.True(told.Contains(word, StringComparison.Ordinal), $"{kind}: {told}");
    }

    [Theory]
    [MemberData(nameof(Torn))]
    public void Rows_ThatAreBroken_AreRejectedOneByOne(string kind, string name, string content, int rejected)
    {
        var list = Read(name, content);

        Assert.True(list.Rejected.Count == rejected, $"{kind}: {string.Join(" | ", list.Rejected)}");
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
