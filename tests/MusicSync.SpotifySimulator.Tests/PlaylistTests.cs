using System.Net;
using MusicSync.SpotifySimulator.Accounts;
using MusicSync.SpotifySimulator.Playlists;

namespace MusicSync.SpotifySimulator.Tests;

public sealed class PlaylistTests
{
    [Fact]
    public async Task Create_AnswersTheEmptyPlaylistWithItemsUnderBothNames()
    {
        await using var simulator = await Simulator.StartAsync();

        var answer = await simulator.PostAsync(
            "/v1/me/playlists",
            new { name = "Road trip", description = "For the road", @public = false });

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal("Road trip", answer.Json["name"]!.ToString());
        Assert.Equal("For the road", answer.Json["description"]!.ToString());
        Assert.False((bool)answer.Json["public"]!);
        Assert.Equal(SimulatorAccount.UserId, answer.Json["owner"]!["id"]!.ToString());
        Assert.Equal(0, (int)answer.Json["items"]!["total"]!);
        Assert.Equal(0, (int)answer.Json["tracks"]!["total"]!);
    }

    [Fact]
    public async Task Create_TwiceWithOneName_MakesTwoPlaylists()
    {
        await using var simulator = await Simulator.StartAsync();

        await simulator.PostAsync("/v1/me/playlists", new { name = "Twin" });
        await simulator.PostAsync("/v1/me/playlists", new { name = "Twin" });

        Assert.Equal(["Twin", "Twin"], simulator.Server.Playlists.All.Select(playlist => playlist.Details.Name));
    }

    [Theory]
    [InlineData("{}", "400 Missing required field: name")]
    [InlineData("{", "400 Error parsing JSON.")]
    [InlineData("{\"name\":\"x\",\"collaborative\":true}", "400 Collaborative playlists can only be private.")]
    [InlineData("{\"name\":\"x\",\"description\":\"two\\nlines\"}", "500 Server error.")]
    public async Task Create_WithABodySpotifyRefuses_MakesNone(string body, string error)
    {
        await using var simulator = await Simulator.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/me/playlists") { Content = new StringContent(body) };

        Assert.Equal(error, (await simulator.SendAsync(request)).Error);
        Assert.Empty(simulator.Server.Playlists.All);
    }

    [Theory]
    [InlineData(true, Scopes.ModifyPrivate)]
    [InlineData(false, Scopes.ModifyPublic)]
    public async Task Create_WithTheScopeOfTheOtherKind_IsForbidden(bool isPublic, string scope)
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.SignInWith(scope);

        var answer = await simulator.PostAsync("/v1/me/playlists", new { name = "x", @public = isPublic });

        Assert.Equal("403 Insufficient client scope", answer.Error);
    }

    [Fact]
    public async Task List_ShowsTheNewestFirstWithCountsOnly()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.Server.Playlists.Add("Old", simulator.Uris(3));
        simulator.Server.Playlists.Add("New");

        var answer = await simulator.GetAsync("/v1/me/playlists?limit=1&offset=1");

        Assert.Equal(2, (int)answer.Json["total"]!);
        Assert.Equal("Old", answer.Json["items"]![0]!["name"]!.ToString());
        Assert.Equal(3, (int)answer.Json["items"]![0]!["items"]!["total"]!);
        Assert.Null(answer.Json["items"]![0]!["items"]!["items"]);
    }

    [Theory]
    [InlineData("limit=51", "400 Invalid limit")]
    [InlineData("offset=100001", "400 Invalid offset")]
    public async Task List_BeyondTheLimits_IsRefused(string query, string error)
    {
        await using var simulator = await Simulator.StartAsync();

        Assert.Equal(error, (await simulator.GetAsync("/v1/me/playlists?" + query)).Error);
    }

    [Fact]
    public async Task Get_OfSomebodyElsesPlaylist_HasNoItemsAndTheirItemsAreForbidden()
    {
        await using var simulator = await Simulator.StartAsync();
        var theirs = simulator.Server.Playlists.Set("theirs", simulator.Uris(2), "Theirs", "another-user");

        var answer = await simulator.GetAsync($"/v1/playlists/{theirs.Id}");

        Assert.Equal("Theirs", answer.Json["name"]!.ToString());
        Assert.False(answer.Json.AsObject().ContainsKey("items"));
        Assert.False(answer.Json.AsObject().ContainsKey("tracks"));
        Assert.Equal("403 Forbidden", (await simulator.GetAsync($"/v1/playlists/{theirs.Id}/items")).Error);
    }

    [Fact]
    public async Task CollaborativePlaylist_OfSomebodyElse_IsOpenToItsFollowers()
    {
        await using var simulator = await Simulator.StartAsync();
        var store = simulator.Server.Playlists;
        var theirs = store.Set("theirs", simulator.Uris(1), "Theirs", "another-user");
        store.Change(theirs.Id, details => details with { Collaborative = true });

        var before = await simulator.PostAsync($"/v1/playlists/{theirs.Id}/items", new { uris = simulator.Uris(1) });
        await simulator.PutAsync($"/v1/me/library?uris=spotify:playlist:{theirs.Id}", null);
        var after = await simulator.PostAsync($"/v1/playlists/{theirs.Id}/items", new { uris = simulator.Uris(1) });

        Assert.Equal("403 Forbidden", before.Error);
        Assert.Equal(HttpStatusCode.Created, after.Status);
    }

    [Theory]
    [InlineData("4LsvEy4ZsQNQdmMcGrNtCy", "404 Resource not found")]
    [InlineData("nonsense", "400 Invalid base62 id")]
    public async Task Get_OfAnUnknownPlaylist_IsRefused(string id, string error)
    {
        await using var simulator = await Simulator.StartAsync();

        Assert.Equal(error, (await simulator.GetAsync($"/v1/playlists/{id}")).Error);
        Assert.Equal(error, (await simulator.GetAsync($"/v1/playlists/{id}/items")).Error);
    }

    [Fact]
    public async Task Get_OfAPrivatePlaylistWithoutItsScope_IsForbidden()
    {
        await using var simulator = await Simulator.StartAsync();
        var playlist = simulator.Server.Playlists.Add("Private");
        simulator.SignInWith(Scopes.ModifyPrivate);

        Assert.Equal("403 Insufficient client scope", (await simulator.GetAsync($"/v1/playlists/{playlist.Id}")).Error);
    }

    [Fact]
    public async Task Change_SetsWhatTheBodyNamesAndAnswersNothing()
    {
        await using var simulator = await Simulator.StartAsync();
        var playlist = simulator.Server.Playlists.Add("Before", simulator.Uris(2));

        var answer = await simulator.PutAsync($"/v1/playlists/{playlist.Id}", new { name = "After" });

        var changed = simulator.Server.Playlists.Find(playlist.Id)!;
        Assert.Equal((HttpStatusCode.OK, ""), (answer.Status, answer.Text));
        Assert.Equal(new PlaylistDetails("After", null, false, false), changed.Details);
        Assert.Equal(playlist.Uris, changed.Uris);
        Assert.NotEqual(playlist.SnapshotId, changed.SnapshotId);
    }
}
