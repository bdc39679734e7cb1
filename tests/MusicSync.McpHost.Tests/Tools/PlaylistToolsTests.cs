using System.Globalization;
using System.Text.Json;
using MusicSync.McpHost.Tests.Support;
using MusicSync.SpotifySimulator.Accounts;
using MusicSync.SpotifySimulator.Faults;

namespace MusicSync.McpHost.Tests.Tools;

public sealed class PlaylistToolsTests
{
    [Fact]
    public async Task Items_WithNullAndLocalRows_KeepEveryPosition()
    {
        await using var bench = await TestBench.StartAsync();
        var playlist = bench.Spotify.Playlists.Add("Mine", bench.Uris(4));
        bench.Fail(FaultKind.NullItem);
        bench.Fail(FaultKind.LocalItem);

        var items = (await bench.CallAsync("get_playlist_items", new { playlistId = playlist.Id })).Answer().GetProperty("items");

        Assert.Equal(Enumerable.Range(0, 6), items.EnumerateArray().Select(item => item.GetProperty("position").GetInt32()));
        Assert.Equal(
            ["local", "track", "track", "track", "track", "unavailable"],
            items.EnumerateArray().Select(item => item.GetProperty("kind").GetString()).Order());
    }

    [Fact]
    public async Task Items_OfALongPlaylist_ArePagedByNextOffset()
    {
        await using var bench = await TestBench.StartAsync();
        var uris = Enumerable.Repeat(bench.Uris(5), 24).SelectMany(five => five).ToArray();
        var playlist = bench.Spotify.Playlists.Add("Mine", uris);
        List<string?> read = [];

        for (int? offset = 0; offset is not null;)
        {
            var page = (await bench.CallAsync("get_playlist_items", new { playlistId = playlist.Id, offset })).Answer();
            read.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("uri").GetString()));
            Assert.Equal(120, page.GetProperty("total").GetInt32());
            offset = page.TryGetProperty("nextOffset", out var next) ? next.GetInt32() : null;
        }

        Assert.Equal(uris, read);
        Assert.Equal(3, bench.Spotify.Calls.Total);
    }

    [Fact]
    public async Task Item_CarriesWhatMatchingNeeds()
    {
        await using var bench = await TestBench.StartAsync();
        var song = bench.Track("Lobby Waltz");
        var playlist = bench.Spotify.Playlists.Add("Mine", song.Uri);

        var item = (await bench.CallAsync("get_playlist_items", new { playlistId = playlist.Id })).Answer().GetProperty("items")[0];

        Assert.Equal(song.Id, item.GetProperty("id").GetString());
        Assert.Equal(song.Title, item.GetProperty("title").GetString());
        Assert.Equal(song.Artists, item.GetProperty("artists").EnumerateArray().Select(artist => artist.GetString()!));
        Assert.Equal(song.Album, item.GetProperty("album").GetString());
        Assert.Equal(song.Isrc, item.GetProperty("isrc").GetString());
        Assert.Equal((int)song.Duration.TotalMilliseconds, item.GetProperty("durationMs").GetInt32());
    }

    [Fact]
    public async Task Items_AfterAWrite_SayWhenItWasInFlight()
    {
        await using var bench = await TestBench.StartAsync();
        var playlist = bench.Spotify.Playlists.Add("Mine");
        var before = await bench.CallAsync("get_playlist_items", new { playlistId = playlist.Id });
        var start = DateTimeOffset.UtcNow;

        await bench.CallAsync("add_to_playlist", new { playlistId = playlist.Id, uris = bench.Uris(1) });
        var after = await bench.CallAsync("get_playlist_items", new { playlistId = playlist.Id });

        Assert.Null(before.Meta?["dev.musicsync/lastWriteInHand"]);
        var moment = after.Meta!["dev.musicsync/lastWriteInHand"]!.GetValue<string>();
        Assert.InRange(DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture), start, DateTimeOffset.UtcNow);
        Assert.EndsWith("Z", moment, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RowsAddedAtAPosition_KeepTheirOrder()
    {
        await using var bench = await TestBench.StartAsync();
        var uris = bench.Uris(4);
        var playlist = bench.Spotify.Playlists.Add("Mine", uris[..2]);

        await bench.CallAsync("add_to_playlist", new { playlistId = playlist.Id, uris = uris[2..], position = 1 });

        Assert.Equal([uris[0], uris[2], uris[3], uris[1]], bench.Spotify.Playlists.Find(playlist.Id)!.Uris);
    }

    [Fact]
    public async Task RemovedRows_GoInEveryCopyAndMayBeAbsentAlready()
    {
        await using var bench = await TestBench.StartAsync();
        var uris = bench.Uris(3);
        var playlist = bench.Spotify.Playlists.Add("Mine", uris[0], uris[1], uris[0]);

        var result = await bench.CallAsync("remove_from_playlist", new { playlistId = playlist.Id, uris = new[] { uris[0], uris[2], uris[0] } });

        Assert.Equal(2, result.Answer().GetProperty("removed").GetInt32());
        Assert.Equal([uris[1]], bench.Spotify.Playlists.Find(playlist.Id)!.Uris);
    }

    [Theory]
    [InlineData(0, 4, 1, "bcda")]
    [InlineData(2, 0, 2, "cdab")]
    public async Task MovedRows_GoBeforeTheRowThatStandsThere(int rangeStart, int insertBefore, int rangeLength, string expected)
    {
        await using var bench = await TestBench.StartAsync();
        var playlist = bench.Spotify.Playlists.Add("Mine", bench.Uris(4));

        var result = await bench.CallAsync("reorder_playlist_items", new { playlistId = playlist.Id, rangeStart, insertBefore, rangeLength });

        var after = bench.Spotify.Playlists.Find(playlist.Id)!;
        Assert.Equal(rangeLength, result.Answer().GetProperty("moved").GetInt32());
        Assert.Equal(after.SnapshotId, result.Answer().GetProperty("snapshotId").GetString());
        Assert.Equal(expected.Select(letter => playlist.Uris[letter - 'a']), after.Uris);
    }

    [Fact]
    public async Task MovedRows_OfAnEarlierVersion_AreTheOnesThatStoodThereThen()
    {
        await using var bench = await TestBench.StartAsync();
        var uris = bench.Uris(4);
        var playlist = bench.Spotify.Playlists.Add("Mine", uris[..3]);
        await bench.CallAsync("add_to_playlist", new { playlistId = playlist.Id, uris = uris[3..], position = 0 });

        await bench.CallAsync(
            "reorder_playlist_items", new { playlistId = playlist.Id, rangeStart = 0, insertBefore = 3, snapshotId = playlist.SnapshotId });

        Assert.Equal([uris[3], uris[1], uris[2], uris[0]], bench.Spotify.Playlists.Find(playlist.Id)!.Uris);
    }

    [Theory]
    [InlineData(FaultKind.ErrorAfter, true)]
    [InlineData(FaultKind.DropAfter, true)]
    [InlineData(FaultKind.DropBefore, true)]
    [InlineData(FaultKind.RateLimited, false)]
    public async Task MoveThatFails_IsNotSentAgain_AndSaysWhetherItMayHaveRun(FaultKind fault, bool outcomeUnknown)
    {
        await using var bench = await TestBench.StartAsync();
        var playlist = bench.Spotify.Playlists.Add("Mine", bench.Uris(3));
        bench.Spotify.Faults.Add(new FaultRule(fault) { Endpoint = "PUT " + TestBench.Items, Times = 1 });

        var result = await bench.CallAsync("reorder_playlist_items", new { playlistId = playlist.Id, rangeStart = 0, insertBefore = 3 });

        Assert.Equal(outcomeUnknown, result.OutcomeUnknown());
        Assert.Equal(1, bench.Calls("PUT " + TestBench.Items));
    }

    [Fact]
    public async Task Playlist_IsRememberedWithoutWhatEditsChange_AndOnlyWhileItIsThere()
    {
        await using var bench = await TestBench.StartAsync();
        var playlist = bench.Spotify.Playlists.Add("Mine", bench.Uris(2));
        var first = await ReadAsync();
        await bench.CallAsync("add_to_playlist", new { playlistId = playlist.Id, uris = bench.Uris(1) });
        var second = await ReadAsync();

        Assert.Equal(1, bench.Calls("GET /v1/playlists/{id}"));
        Assert.Equal(2, first.GetProperty("total").GetInt32());
        Assert.False(second.TryGetProperty("total", out _));
        Assert.True(second.GetProperty("editable").GetBoolean());

        bench.Spotify.Playlists.Delete(playlist.Id);
        await bench.CallAsync("get_playlist_items", new { playlistId = playlist.Id });

        Assert.Equal("not_found", (await bench.CallAsync("get_playlist", new { playlistId = playlist.Id })).Kind());

        async Task<JsonElement> ReadAsync() => (await bench.CallAsync("get_playlist", new { playlistId = playlist.Id })).Answer();
    }

    [Fact]
    public async Task CreatedPlaylist_IsKnownWithoutAnotherRead()
    {
        await using var bench = await TestBench.StartAsync();

        var created = (await bench.CallAsync("create_playlist", new { name = "Road\r\ntrip", description = "One\nline" })).Answer();
        var known = (await bench.CallAsync("get_playlist", new { playlistId = created.GetProperty("id").GetString() })).Answer();

        Assert.Equal("Road trip", known.GetProperty("name").GetString());
        Assert.True(known.GetProperty("editable").GetBoolean());
        Assert.Equal(1, bench.Spotify.Calls.Total);
    }

    [Fact]
    public async Task ListedPlaylists_SayWhichAreEditable_AndTheProfileIsReadOnce()
    {
        await using var bench = await TestBench.StartAsync();
        bench.Spotify.Playlists.Add("Mine", bench.Uris(1));
        var foreign = bench.Spotify.Playlists.Set("1111111111111111111111", [], "Foreign", SimulatorAccount.SomebodyElse);
        bench.Spotify.Library.Add($"spotify:playlist:{foreign.Id}");

        await bench.CallAsync("list_playlists", new { });
        var listed = (await bench.CallAsync("list_playlists", new { })).Answer().GetProperty("playlists");

        Assert.Equal(
            [("Foreign", false), ("Mine", true)],
            listed.EnumerateArray().Select(item => (item.GetProperty("name").GetString()!, item.GetProperty("editable").GetBoolean())).Order());
        Assert.Equal(1, bench.Calls("GET /v1/me"));
    }
}
