using System.Text;
using Microsoft.AspNetCore.Http;
using MusicSync.Worker.Api;
using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Tests.Api;

/// <summary>Lists of other programs as the body of <c>POST /syncs</c>.</summary>
public sealed class SyncBodyFormatTests
{
    [Theory]
    [InlineData("audio/x-mpegurl", "#EXTM3U\n#EXTINF:1,Juno Vale - Slow Satellite\na.mp3")]
    [InlineData("application/vnd.apple.mpegurl; charset=utf-8", "#EXTINF:1,Juno Vale - Slow Satellite\na.mp3")]
    [InlineData("audio/x-scpls", "[playlist]\nTitle1=Juno Vale - Slow Satellite")]
    [InlineData("application/xspf+xml", "<playlist><trackList><track><creator>Juno Vale</creator><title>Slow Satellite</title></track></trackList></playlist>")]
    [InlineData("application/jspf+json", """{"playlist": {"track": [{"creator": "Juno Vale", "title": "Slow Satellite"}]}}""")]
    [InlineData("application/json", """{"playlist": {"track": [{"creator": "Juno Vale", "title": "Slow Satellite"}]}}""")]
    [InlineData("application/x-ndjson", """{"track_metadata": {"artist_name": "Juno Vale", "track_name": "Slow Satellite"}}""")]
    [InlineData("text/plain", "[12:34] Juno Vale - Slow Satellite [FAR SIDE]")]
    public async Task Body_OfEachForm_IsRead_WithOptionsInTheQuery(string type, string body)
    {
        var draft = await ReadAsync(type, body);

        var song = Assert.Single(draft.List.Songs);
        Assert.Equal(("Slow Satellite", "Juno Vale"), (song.Title, song.Artist));
    }

    [Fact]
    public async Task Xml_OfAnotherKind_IsAnUnknownKindOfList() =>
        Assert.True((await Assert.ThrowsAsync<SongListException>(() => ReadAsync("application/xml", "<songs/>"))).IsUnknownKind);

    [Fact]
    public async Task List_OfMoreRowsThanAreLookedAt_IsTooLong() =>
        Assert.True((await Assert.ThrowsAsync<SongListException>(() => ReadAsync("text/plain", string.Concat(Enumerable.Repeat("A - B\n", SongLimits.Rows + 1))))).IsTooLong);

    private static async Task<SyncDraft> ReadAsync(string type, string body)
    {
        var context = new DefaultHttpContext { Request = { ContentType = type, Body = new MemoryStream(Encoding.UTF8.GetBytes(body)) } };

        return await SyncBodyReader.ReadAsync(context.Request, TestContext.Current.CancellationToken);
    }
}
