using MusicSync.Worker.Api;
using MusicSync.Worker.Api.Links;
using MusicSync.Worker.Matching;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Playlists.Reading;
using MusicSync.Worker.Songs;
using MusicSync.Worker.Spotify;
using MusicSync.Worker.Tests.Mcp;

namespace MusicSync.Worker.Tests.Api.Links;

/// <summary>What is behind a link, as a list of songs.</summary>
public sealed class LinkedSongsTests
{
    private const string AlbumLink = "https://open.spotify.com/album/4aawyAB9vmqN3uQ7FjRGTy?si=x";

    private static readonly string Track = $"spotify:track:{new string('a', 22)}";

    [Fact]
    public void Playlist_IsAListOfItsTracks_WithARejectedRowForEachOther()
    {
        var list = LinkedSongs.ListOf(
        [
            new PlaylistSlot(0, Track, new ChosenTrack(Track, "Title", ["One", "Two"], DurationMs: 1000, Isrc: "GBAYE0601498")),
            new PlaylistSlot(1, "spotify:local:a:b:c:1", Track: null),
            new PlaylistSlot(2, "spotify:episode:4rOoJ6Egrf8K2IrywzwOMk", Track: null),
            new PlaylistSlot(3, Uri: null, Track: null),
        ]);

        var song = Assert.Single(list.Songs);
        Assert.Equal((1, "Title", "One, Two", Track, 1000), (song.Line, song.Title, song.Artist, song.Uri, song.DurationMs));
        Assert.Equal(
            [
                (2, "this is a local file; Spotify has no track for it"),
                (3, "this is a podcast; only songs can be synced"),
                (4, "this is a row that Spotify shows nothing of"),
            ],
            list.Rejected.Select(row => (row.Line, row.Reason)));
    }

    [Fact]
    public async Task Album_IsAListOfItsTracks_PageByPage_EachWithItsName()
    {
        await using var bench = await McpBench.StartAsync();
        bench.Server.OnArguments = arguments => ScriptedMcpServer.Answer(arguments["offset"].GetInt32() == 0
            ? (object)new { name = "Glass Season", nextOffset = 2, tracks = new[] { Song(1), Song(2) } }
            : new { tracks = new[] { Song(3) } })(default);

        var list = await Links(bench).ReadAsync(AlbumLink, TestContext.Current.CancellationToken);

        Assert.Equal(
            Enumerable.Range(1, 3).Select(number => new Song(number, $"Song {number}", "One, Two", "Glass Season", DurationMs: 1000 + number, Uri: Uri(number))),
            list.Songs);
        Assert.Equal(2, bench.Server.Calls);
        Assert.Equal("interactive", bench.Server.LastMeta!["dev.musicsync/priority"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(McpFailureKind.NotFound, 422, "It is not_found.")]
    [InlineData(McpFailureKind.Forbidden, 422, "It is forbidden.")]
    [InlineData(McpFailureKind.Unauthorized, 503, "Nothing was started; send the request again once this has passed: It is unauthorized.")]
    [InlineData(McpFailureKind.RateLimited, 503, "Nothing was started; send the request again once this has passed: It is rate_limited.")]
    public async Task WhatCannotBeRead_IsAProblem_ThatSaysWhatToDo(string kind, int status, string told)
    {
        await using var bench = await McpBench.StartAsync();
        bench.Server.OnCall = ScriptedMcpServer.Fail(kind, retryAfterSeconds: 600);

        foreach (var link in new[] { AlbumLink, "spotify:playlist:37i9dQZF1DXcBWIGoYBM5M" })
        {
            var failure = await Assert.ThrowsAsync<McpCallException>(() => Links(bench).ReadAsync(link, TestContext.Current.CancellationToken));

            var problem = ProblemHandler.Of(failure)!;
            Assert.Equal((status, told), (problem.Status, problem.Message));
            Assert.Equal(status == 503 ? TimeSpan.FromMinutes(10) : (TimeSpan?)null, problem.RetryAfter);
        }
    }

    [Fact]
    public async Task HostThatIsDown_IsAProblem_ThatSaysWhatToDo()
    {
        await using var bench = await McpBench.StartAsync();
        await bench.StopServerAsync();

        var failure = await Assert.ThrowsAsync<McpCallException>(() => Links(bench).ReadAsync(AlbumLink, TestContext.Current.CancellationToken));

        Assert.Equal(503, ProblemHandler.Of(failure)?.Status);
    }

    [Fact]
    public async Task HostThatIsSlow_IsNotWaitedForWithoutEnd()
    {
        await using var bench = await McpBench.StartAsync();
        // Each page is there before its deadline, and there is always another one.
        var offset = 0;
        bench.Server.OnCall = async stop =>
        {
            bench.Time.Advance(TimeSpan.FromSeconds(10));
            return await ScriptedMcpServer.Answer(new { nextOffset = ++offset, tracks = new[] { Song(offset) } })(stop);
        };

        var problem = await Assert.ThrowsAsync<ProblemException>(() => Links(bench).ReadAsync(AlbumLink, TestContext.Current.CancellationToken));

        Assert.Equal(503, problem.Status);
        Assert.StartsWith("Nothing was started: Spotify is slow to tell the songs of spotify:album:4aawyAB9vmqN3uQ7FjRGTy.", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Track_IsAListOfOne() =>
        Assert.Equal(Track, Assert.Single((await ReadAsync($" https://open.spotify.com/intl-de/track/{new string('a', 22)}?si=x ")).Songs).Uri);

    [Theory]
    [InlineData("https://open.spotify.com/artist/4aawyAB9vmqN3uQ7FjRGTy", "link: it is a link to an artist; use the link of a track, of an album or of a playlist.")]
    [InlineData("https://charts.example/week.csv", "link must be that of a Spotify playlist, album or track.")]
    [InlineData("http://169.254.169.254/latest/meta-data", "link must be that of a Spotify playlist, album or track.")]
    public async Task AnythingElse_IsRefused(string link, string expected) =>
        Assert.StartsWith(expected, (await Assert.ThrowsAsync<ProblemException>(() => ReadAsync(link))).Message, StringComparison.Ordinal);

    private static LinkedSongs Links(McpBench bench) =>
        new(new PlaylistReader(bench.Get<McpToolCaller>()), bench.Get<SpotifyAlbums>(), bench.Time);

    // None of these asks Spotify.
    private static Task<SongList> ReadAsync(string link) =>
        new LinkedSongs(playlists: null!, albums: null!, TimeProvider.System).ReadAsync(link, TestContext.Current.CancellationToken);

    private static object Song(int number) => new
    {
        id = $"{number:D22}",
        uri = Uri(number),
        title = $"Song {number}",
        artists = new[] { "One", "Two" },
        durationMs = 1000 + number,
    };

    private static string Uri(int number) => $"spotify:track:{number:D22}";
}
