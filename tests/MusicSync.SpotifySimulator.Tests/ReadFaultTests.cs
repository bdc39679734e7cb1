using Microsoft.Extensions.Time.Testing;
using MusicSync.SpotifySimulator.Faults;
using MusicSync.SpotifySimulator.Hosting;
using MusicSync.SpotifySimulator.Playlists;

namespace MusicSync.SpotifySimulator.Tests;

public sealed class ReadFaultTests
{
    private static readonly FaultRule Lag = new(FaultKind.ReadLag) { Duration = TimeSpan.FromSeconds(2) };

    [Fact]
    public async Task ReadLag_AnswersWithTheStateOfThen()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var simulator = await Simulator.StartAsync(new SimulatorOptions { Time = time });
        var playlist = simulator.Server.Playlists.Add("P", simulator.Uris(1));
        time.Advance(TimeSpan.FromSeconds(10));
        simulator.Server.Faults.Add(Lag);

        await simulator.PostAsync($"/v1/playlists/{playlist.Id}/items", new { uris = simulator.Uris(2) });
        var early = await simulator.GetAsync($"/v1/playlists/{playlist.Id}/items");
        var listed = await simulator.GetAsync("/v1/me/playlists");
        time.Advance(TimeSpan.FromSeconds(2));
        var late = await simulator.GetAsync($"/v1/playlists/{playlist.Id}/items");

        Assert.Equal(simulator.Uris(1), early.TrackUris);
        Assert.Equal(1, (int)early.Json["total"]!);
        Assert.Equal(1, (int)listed.Json["items"]![0]!["items"]!["total"]!);
        Assert.Equal(3, (int)late.Json["total"]!);
    }

    [Fact]
    public async Task ReadLag_ForAYoungerPlaylist_ReadsItAsEmptyAndDoesNotListIt()
    {
        await using var simulator = await Simulator.StartAsync(new SimulatorOptions { Time = new FakeTimeProvider(DateTimeOffset.UtcNow) });
        var playlist = simulator.Server.Playlists.Add("P", simulator.Uris(3));
        simulator.Server.Faults.Add(Lag);

        Assert.Empty((await simulator.GetAsync($"/v1/playlists/{playlist.Id}/items")).TrackUris);
        Assert.Equal("P", (await simulator.GetAsync($"/v1/playlists/{playlist.Id}")).Json["name"]!.ToString());
        Assert.Equal(0, (int)(await simulator.GetAsync("/v1/me/playlists")).Json["total"]!);
    }

    [Fact]
    public async Task Relink_ReadsAnotherIdOfTheSameSongThatIsAlwaysTheSame()
    {
        await using var simulator = await Simulator.StartAsync();
        var track = simulator.Server.Catalog.Tracks.First(track => track.Isrc is not null);
        var playlist = simulator.Server.Playlists.Add("P", track.Uri);
        simulator.Server.Faults.Add(new FaultRule(FaultKind.Relink));

        var item = (await simulator.GetAsync($"/v1/playlists/{playlist.Id}/items")).Json["items"]![0]!["item"]!;
        var again = await simulator.GetAsync($"/v1/playlists/{playlist.Id}/items");
        var direct = await simulator.GetAsync($"/v1/tracks/{item["id"]}");

        Assert.NotEqual(track.Id, item["id"]!.ToString());
        Assert.Equal(track.Isrc, item["external_ids"]!["isrc"]!.ToString());
        Assert.Equal(item["uri"]!.ToString(), again.TrackUris[0]);
        Assert.Equal(track.Title, direct.Json["name"]!.ToString());
        Assert.Equal([track.Uri], simulator.Server.Playlists.Find(playlist.Id)!.Uris);
    }

    [Theory]
    [InlineData(FaultKind.NullItem, "null")]
    [InlineData(FaultKind.LocalItem, PhantomRows.LocalFile)]
    public async Task PhantomRow_StandsAfterRowThreeAndCounts(FaultKind kind, string expected)
    {
        await using var simulator = await Simulator.StartAsync();
        var uris = simulator.Uris(5);
        var playlist = simulator.Server.Playlists.Add("P", uris);
        simulator.Server.Faults.Add(new FaultRule(kind));

        var answer = await simulator.GetAsync($"/v1/playlists/{playlist.Id}/items");

        Assert.Equal([.. uris[..3], expected, .. uris[3..]], answer.TrackUris);
        Assert.Equal(6, (int)answer.Json["total"]!);
        Assert.Equal(uris, simulator.Server.Playlists.Find(playlist.Id)!.Uris);
    }

    [Fact]
    public async Task PhantomRows_CountInThePositionOfAWrite()
    {
        await using var simulator = await Simulator.StartAsync();
        var uris = simulator.Uris(6);
        var playlist = simulator.Server.Playlists.Add("P", uris[..5]);
        simulator.Server.Faults.Add(new FaultRule(FaultKind.NullItem));
        simulator.Server.Faults.Add(new FaultRule(FaultKind.LocalItem));

        // Seen: 0 1 2 null local 3 4. Position 6 is before the row seen as number 6, the last one.
        await simulator.PostAsync($"/v1/playlists/{playlist.Id}/items", new { uris = uris[5..], position = 6 });

        Assert.Equal([.. uris[..4], uris[5], uris[4]], simulator.Server.Playlists.Find(playlist.Id)!.Uris);
    }

    [Fact]
    public async Task ShiftPages_InsertsAtTheFrontBeforeALaterPageOnly()
    {
        await using var simulator = await Simulator.StartAsync();
        var uris = simulator.Uris(60);
        var playlist = simulator.Server.Playlists.Add("P", uris);
        simulator.Server.Faults.Add(new FaultRule(FaultKind.ShiftPages) { Times = 1 });

        var first = await simulator.GetAsync($"/v1/playlists/{playlist.Id}/items?limit=50");
        var second = await simulator.GetAsync($"/v1/playlists/{playlist.Id}/items?limit=50&offset=50");

        Assert.Equal(60, (int)first.Json["total"]!);
        Assert.Equal(61, (int)second.Json["total"]!);
        Assert.Equal(first.TrackUris[^1], second.TrackUris[0]);
        Assert.Equal(uris, simulator.Server.Playlists.Find(playlist.Id)!.Uris.Skip(1));
    }

    [Fact]
    public async Task Unfollowed_TakesThePlaylistFromTheLibraryAndItsIdStillAnswers()
    {
        await using var simulator = await Simulator.StartAsync();
        var playlist = simulator.Server.Playlists.Add("P", simulator.Uris(1));
        var other = simulator.Server.Playlists.Add("Other");
        simulator.Server.Faults.Add(new FaultRule(FaultKind.Unfollowed) { Endpoint = $"GET /v1/playlists/{playlist.Id}" });

        var read = await simulator.GetAsync($"/v1/playlists/{playlist.Id}");
        var listed = await simulator.GetAsync("/v1/me/playlists");

        Assert.Equal("P", read.Json["name"]!.ToString());
        Assert.Equal([other.Id], listed.Json["items"]!.AsArray().Select(item => item!["id"]!.ToString()));
    }

    [Fact]
    public async Task Unfollowed_OnACallWithoutAPlaylist_TakesThemAll()
    {
        await using var simulator = await Simulator.StartAsync();
        var playlist = simulator.Server.Playlists.Add("P");
        simulator.Server.Faults.Add(new FaultRule(FaultKind.Unfollowed) { Endpoint = "GET /v1/me/library/contains" });

        var answer = await simulator.GetAsync($"/v1/me/library/contains?uris=spotify:playlist:{playlist.Id}");

        Assert.Equal("[false]", answer.Text);
    }
}
