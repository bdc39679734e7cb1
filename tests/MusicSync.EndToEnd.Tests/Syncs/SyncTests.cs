using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.EndToEnd.Tests.Support;
using MusicSync.Worker.Syncs;

namespace MusicSync.EndToEnd.Tests.Syncs;

/// <summary>What a caller may rely on, over HTTP, against the whole stack.</summary>
public sealed class SyncTests(MadeSongsStack fixture) : IClassFixture<MadeSongsStack>
{
    [Fact]
    public async Task OneSong_IsInThePlaylistAfterAFewCalls()
    {
        using var worker = fixture.Worker();
        using var spotify = fixture.Spotify();
        var playlist = fixture.NewPlaylistId();
        await spotify.PutPlaylistAsync(playlist, []);
        var song = fixture.Songs[0];
        await spotify.ResetCallsAsync();

        var status = await worker.CompleteAsync(
            await worker.StartAsync(new { playlist, title = song.Title, artist = song.Artist }));

        Assert.Equal([song.Uri], (await spotify.PlaylistAsync(playlist)).Items);
        Assert.Equal(1, status.Changes.Added);
        // A cold stack may be so slow that the look at the playlist, begun beside the search, is repeated.
        var calls = await spotify.CallsAsync();
        Assert.True(calls.Total is >= 4 and <= 6, string.Join(", ", calls.ByEndpoint));
    }

    [Fact]
    public async Task SameIdAndContent_JoinsTheSyncThatExists()
    {
        using var worker = fixture.Worker();
        using var spotify = fixture.Spotify();
        var request = new { id = $"same-{Guid.NewGuid():N}", playlistName = "Joined", songs = fixture.Json(1, 3) };

        var first = await worker.StartAsync(request);
        var second = await worker.StartAsync(request);
        var status = await worker.CompleteAsync(first);
        var third = await worker.StartAsync(request);

        Assert.Equal((first, first), (second, third));
        Assert.Equal(fixture.Uris(1, 3), (await spotify.PlaylistAsync(status.Playlist.Id!)).Items);
    }

    [Fact]
    public async Task LinkOfAnAlbum_IsTheListOfItsSongs_InOrder_HoweverItIsSent()
    {
        using var worker = fixture.Worker();
        using var spotify = fixture.Spotify();
        var (uris, albumId) = (fixture.Album.Select(track => track.Uri).ToList(), fixture.Album[0].AlbumId);
        var query = $"?id=album-{Guid.NewGuid():N}&playlistName=Album";

        var id = await StartAsync(worker, query, $"https://open.spotify.com/album/{albumId}?si=x\n");
        var status = await worker.CompleteAsync(id);

        Assert.Equal(uris, (await spotify.PlaylistAsync(status.Playlist.Id!)).Items);
        Assert.Equal(
            fixture.Album.Select((track, index) => (index + 1, track.Title, track.Artists[0], track.Album, RowOutcome.Accepted)),
            (await worker.RowsAsync(id)).Select(row => (row.Line, row.Input.Title!, row.Input.Artist!, row.Input.Album!, row.Outcome)));
        Assert.Equal(id, await StartAsync(worker, query, $"spotify:album:{albumId}"));
        using var other = await worker.PostAsync(query, $"spotify:playlist:{fixture.NewPlaylistId()}", "text/plain");
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);

        // As a share sheet sends it; and a link among songs is none of them.
        var shared = await worker.StartAsync(new { playlistName = "Shared", songs = new[] { new { uri = $"https://open.spotify.com/album/{albumId}" } } });
        Assert.Equal(uris, (await spotify.PlaylistAsync((await worker.CompleteAsync(shared)).Playlist.Id!)).Items);
        var mixed = await StartAsync(worker, "?playlistName=Mixed&dryRun=true", $"{fixture.Songs[0].Uri}\nspotify:album:{albumId}");
        await worker.CompleteAsync(mixed);
        Assert.EndsWith("send that link alone", Assert.Single((await worker.RowsAsync(mixed))[1].Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LinkOfAPlaylist_IsReadOnce_AndOneThatCannotBeRead_StartsNothing()
    {
        using var worker = fixture.Worker();
        using var spotify = fixture.Spotify();
        var source = fixture.NewPlaylistId();
        await spotify.PutPlaylistAsync(source, fixture.Uris(1, 3));
        var query = $"?id=linked-{Guid.NewGuid():N}&playlistName=Linked";

        var id = await StartAsync(worker, query, $"https://open.spotify.com/playlist/{source}");
        var status = await worker.CompleteAsync(id);
        await spotify.PutPlaylistAsync(source, []);

        Assert.Equal(fixture.Uris(1, 3), (await spotify.PlaylistAsync(status.Playlist.Id!)).Items);
        Assert.Equal(id, await StartAsync(worker, query, $"https://open.spotify.com/playlist/{source}"));

        var foreign = fixture.NewPlaylistId();
        await spotify.PutPlaylistAsync(foreign, [], ownerId: "somebody-else");
        foreach (var (link, told) in new[] { ("spotify:album:0000000000000000000000", "album"), ($"spotify:playlist:{foreign}", "Only the owner") })
        {
            using var response = await worker.PostAsync("?id=nothing&playlistName=Nothing", link, "text/plain");

            Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
            Assert.Contains(told, await Detail(response), StringComparison.Ordinal);
        }

        using var nothing = await worker.GetResponseAsync("/syncs/nothing");
        Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
    }

    [Fact]
    public async Task SameIdWithOtherContent_IsAConflict()
    {
        using var worker = fixture.Worker();
        var id = $"taken-{Guid.NewGuid():N}";
        // Still under way, it would call Spotify beside the next test.
        await worker.CompleteAsync(await worker.StartAsync(new { id, playlistName = "Taken", songs = fixture.Json(4, 1) }));

        using var response = await worker.PostAsync(JsonContent.Create(new { id, playlistName = "Taken", songs = fixture.Json(5, 1) }));

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Contains("choose another id", await Detail(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DryRun_ReportsThePlanAndWritesNothing()
    {
        using var worker = fixture.Worker();
        using var spotify = fixture.Spotify();
        var playlist = fixture.NewPlaylistId();
        await spotify.PutPlaylistAsync(playlist, fixture.Uris(6, 1));

        var status = await worker.CompleteAsync(
            await worker.StartAsync(new { playlist, songs = fixture.Json(6, 4), dryRun = true }));

        Assert.Equal((3, 1), (status.Changes.Added, status.Changes.AlreadyPresent));
        Assert.Equal(fixture.Uris(6, 1), (await spotify.PlaylistAsync(playlist)).Items);
    }

    [Fact]
    public async Task RowsAlreadyThere_StayWhereTheyAre_AndNewOnesFollowInInputOrder()
    {
        using var worker = fixture.Worker();
        using var spotify = fixture.Spotify();
        var playlist = fixture.NewPlaylistId();
        await spotify.PutPlaylistAsync(playlist, [.. fixture.Uris(13, 1), .. fixture.Uris(11, 1)]);

        await worker.CompleteAsync(await worker.StartAsync(new { playlist, songs = fixture.Json(10, 5) }));

        Assert.Equal(
            [.. fixture.Uris(13, 1), .. fixture.Uris(11, 1), .. fixture.Uris(10, 1), .. fixture.Uris(12, 1), .. fixture.Uris(14, 1)],
            (await spotify.PlaylistAsync(playlist)).Items);
    }

    [Fact]
    public async Task EveryRow_IsReportedAsJsonAndCsv()
    {
        using var worker = fixture.Worker();
        object[] songs = [.. fixture.Json(15, 2), new { title = "", artist = "Nobody" }, new { title = "Xyzzy", artist = "Plugh" }, .. fixture.Json(15, 1)];
        var id = await worker.StartAsync(new { playlistName = "Report", songs });
        await worker.CompleteAsync(id);

        var rows = await worker.RowsAsync(id);
        var csv = (await worker.GetAsync($"/syncs/{id}/report?format=csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(
            [RowOutcome.Accepted, RowOutcome.Accepted, RowOutcome.Rejected, RowOutcome.Missing, RowOutcome.Duplicate],
            rows.Select(row => row.Outcome));
        Assert.All(rows, row => Assert.NotEmpty(row.Reasons));
        Assert.StartsWith("line,outcome,result,", csv[0], StringComparison.Ordinal);
        Assert.StartsWith("1,accepted,added,", csv[1], StringComparison.Ordinal);
        Assert.Equal(rows.Count + 1, csv.Length);
    }

    [Fact]
    public async Task List_ShowsRecentSyncs()
    {
        using var worker = fixture.Worker();
        var id = await worker.StartAsync(new { playlistName = "Listed", songs = fixture.Json(20, 1) });
        await worker.CompleteAsync(id);

        await Eventually.TrueAsync(async () =>
        {
            using var list = JsonDocument.Parse(await worker.GetAsync("/syncs"));
            return list.RootElement.GetProperty("syncs").EnumerateArray().Any(sync =>
                sync.GetProperty("id").GetString() == id
                && sync.GetProperty("state").GetString() == "completed"
                && sync.GetProperty("changes").GetProperty("added").GetInt32() == 1);
        });
    }

    [Fact]
    public async Task List_SaysWhatARunningSyncDoes()
    {
        using var worker = fixture.Worker();
        using var spotify = fixture.Spotify();
        await spotify.FaultAsync(new { endpoint = "GET /v1/search", fault = "latency", milliseconds = 1000, times = 10 });
        var id = await worker.StartAsync(new { playlistName = "Listed while it runs", songs = fixture.Json(30, 3) });

        var seen = new List<string?>();
        await Eventually.TrueAsync(async () =>
        {
            using var list = JsonDocument.Parse(await worker.GetAsync("/syncs"));
            var sync = list.RootElement.GetProperty("syncs").EnumerateArray().SingleOrDefault(sync => sync.GetProperty("id").GetString() == id);
            seen.Add(sync.ValueKind is JsonValueKind.Object ? sync.GetProperty("state").GetString() : null);
            return seen[^1] == "matching" && sync.GetProperty("songs").GetProperty("total").GetInt32() == 3;
        });
        await worker.CompleteAsync(id);

        Assert.DoesNotContain("running", seen);
    }

    [Fact]
    public async Task UnknownSync_IsNotFound()
    {
        using var worker = fixture.Worker();

        using var response = await worker.GetResponseAsync("/syncs/never-heard-of");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task SeveralFilesInAForm_AreOneList()
    {
        using var worker = fixture.Worker();
        using var spotify = fixture.Spotify();
        using var form = new MultipartFormDataContent
        {
            { new StringContent("Form"), "playlistName" },
            { new StringContent(MadeSongs.Csv(fixture.Songs.Skip(21).Take(2))), "file", "one.csv" },
            { new StringContent($"{fixture.Songs[23].Artist} - {fixture.Songs[23].Title}\n"), "file", "two.txt" },
        };

        using var response = await worker.PostAsync(form);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        var status = await worker.CompleteAsync(body.GetProperty("id").GetString()!);

        Assert.Equal(fixture.Uris(21, 3), (await spotify.PlaylistAsync(status.Playlist.Id!)).Items);
    }

    private static async Task<string> StartAsync(WorkerApi worker, string query, string text)
    {
        using var response = await worker.PostAsync(query, text, "text/plain");
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("id").GetString()!;
    }

    private static async Task<string> Detail(HttpResponseMessage response)
    {
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return problem.GetProperty("detail").GetString()!;
    }
}
