using System.Net;
using System.Text.Json.Nodes;
using MusicSync.SpotifySimulator.Faults;

namespace MusicSync.SpotifySimulator.Tests;

public sealed class ControlTests
{
    private static readonly string[] OneScope = ["playlist-modify-public"];

    [Fact]
    public async Task Calls_CountTotalWritesAndEndpoints_AndAreSetToZero()
    {
        await using var simulator = await Simulator.StartAsync();
        var id = (await simulator.PostAsync("/v1/me/playlists", new { name = "x" })).Json["id"]!.ToString();
        await simulator.PostAsync($"/v1/playlists/{id}/items", new { uris = simulator.Uris(1) });
        await simulator.GetAsync($"/v1/playlists/{id}/items?limit=1");
        await simulator.DeleteAsync($"/v1/me/library?uris=spotify:playlist:{id}");
        await simulator.PutAsync("/v1/polka/x", new { });
        await simulator.TokenAsync(("grant_type", "x"));

        var calls = (await simulator.GetAsync("/_simulator/calls")).Json;
        var cleared = await simulator.DeleteAsync("/_simulator/calls");

        Assert.Equal(
            """{"total":5,"writes":4,"rejected":0,"duringCooldown":0,"tokenRequests":1,"byEndpoint":{"DELETE /v1/me/library":1,"GET /v1/playlists/{id}/items":1,"POST /v1/me/playlists":1,"POST /v1/playlists/{id}/items":1,"PUT /v1/polka/x":1}}""",
            calls.ToJsonString());
        Assert.Equal(HttpStatusCode.OK, cleared.Status);
        Assert.Equal(
            """{"total":0,"writes":0,"rejected":0,"duringCooldown":0,"tokenRequests":0,"byEndpoint":{}}""",
            (await simulator.GetAsync("/_simulator/calls")).Json.ToJsonString());
    }

    [Fact]
    public async Task PutPlaylist_CreatesAnUnknownOneForTheUser()
    {
        await using var simulator = await Simulator.StartAsync();

        var put = await simulator.PutAsync("/_simulator/playlists/abc", new { items = simulator.Uris(2), name = "N" });
        var get = await simulator.GetAsync("/_simulator/playlists/abc");
        var list = await simulator.GetAsync("/_simulator/playlists");

        Assert.Equal(put.Text, get.Text);
        Assert.Equal($"[{get.Text}]", list.Text);
        Assert.Equal(("abc", "N", "simulator-user"), (Text(get, "id"), Text(get, "name"), Text(get, "ownerId")));
        Assert.Equal(simulator.Uris(2), get.Json["items"]!.AsArray().Select(item => item!.ToString()));
        Assert.Equal(1, (int)(await simulator.GetAsync("/v1/me/playlists")).Json["total"]!);
    }

    [Fact]
    public async Task PutPlaylist_EditsAKnownOneAndKeepsItsName()
    {
        await using var simulator = await Simulator.StartAsync();
        var playlist = simulator.Server.Playlists.Add("Mine", simulator.Uris(3));

        await simulator.PutAsync($"/_simulator/playlists/{playlist.Id}", new { items = simulator.Uris(1) });

        Assert.Equal(simulator.Uris(1), (await simulator.GetAsync($"/v1/playlists/{playlist.Id}/items")).TrackUris);
        Assert.Equal("Mine", simulator.Server.Playlists.Find(playlist.Id)!.Details.Name);
    }

    [Fact]
    public async Task PutPlaylist_WithoutItems_IsAProblem()
    {
        await using var simulator = await Simulator.StartAsync();

        var answer = await simulator.PutAsync("/_simulator/playlists/abc", new { name = "N" });

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("items is missing; send an array of URIs, empty to clear the playlist.", Text(answer, "detail"));
    }

    [Fact]
    public async Task DeletePlaylist_MakesItUnknown()
    {
        await using var simulator = await Simulator.StartAsync();
        var playlist = simulator.Server.Playlists.Add("P", simulator.Uris(1));

        var deleted = await simulator.DeleteAsync($"/_simulator/playlists/{playlist.Id}");

        Assert.Equal(HttpStatusCode.NoContent, deleted.Status);
        Assert.Equal("404 Resource not found", (await simulator.GetAsync($"/v1/playlists/{playlist.Id}/items")).Error);
        Assert.Equal(HttpStatusCode.NotFound, (await simulator.DeleteAsync($"/_simulator/playlists/{playlist.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await simulator.GetAsync($"/_simulator/playlists/{playlist.Id}")).Status);
    }

    [Fact]
    public async Task PostFault_TakesTheWholeRule()
    {
        await using var simulator = await Simulator.StartAsync();

        var answer = await simulator.PostAsync("/_simulator/faults", new
        {
            endpoint = "POST /v1/playlists/{id}/items",
            fault = "rate_limited",
            every = 3,
            times = 10,
            retryAfterSeconds = 5,
            milliseconds = 80,
        });

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal(
            [
                new FaultRule(FaultKind.RateLimited)
                {
                    Endpoint = "POST /v1/playlists/{id}/items",
                    Every = 3,
                    Times = 10,
                    RetryAfter = TimeSpan.FromSeconds(5),
                    Duration = TimeSpan.FromMilliseconds(80),
                },
            ],
            simulator.Server.Faults.All);
    }

    [Theory]
    [InlineData("rate_limited")]
    [InlineData("quota")]
    [InlineData("unauthorized")]
    [InlineData("grant_revoked")]
    [InlineData("insufficient_scope")]
    [InlineData("error_before")]
    [InlineData("error_after")]
    [InlineData("drop_before")]
    [InlineData("drop_after")]
    [InlineData("latency")]
    [InlineData("read_lag")]
    [InlineData("relink")]
    [InlineData("null_item")]
    [InlineData("local_item")]
    [InlineData("shift_pages")]
    [InlineData("unfollowed")]
    [InlineData("account_blocked")]
    public async Task PostFault_KnowsEveryName(string fault)
    {
        await using var simulator = await Simulator.StartAsync();

        Assert.Equal(HttpStatusCode.Created, (await simulator.PostAsync("/_simulator/faults", new { fault })).Status);
        Assert.Equal(fault, Text((await simulator.GetAsync("/_simulator/faults")).Json[0]!, "fault"));
    }

    [Theory]
    [InlineData("""{"fault":"polka"}""")]
    [InlineData("""{"fault":3}""")]
    [InlineData("""{}""")]
    [InlineData("""{"fault":"quota","every":0}""")]
    [InlineData("""{"fault":"quota","times":0}""")]
    [InlineData("""{"fault":"quota","endpoint":"search"}""")]
    [InlineData("""{"fault":"error_after","status":404}""")]
    [InlineData("""{"fault":"latency","milliseconds":-1}""")]
    public async Task PostFault_ThatMakesNoSense_IsAProblem(string body)
    {
        await using var simulator = await Simulator.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_simulator/faults")
        {
            Content = new StringContent(body, null, "application/json"),
        };

        var answer = await simulator.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(400, (int)answer.Json["status"]!);
        Assert.Empty(simulator.Server.Faults.All);
    }

    [Fact]
    public async Task DeleteFaults_EndsThemAll()
    {
        await using var simulator = await Simulator.StartAsync();
        await simulator.PostAsync("/_simulator/faults", new { fault = "quota" });

        await simulator.DeleteAsync("/_simulator/faults");

        Assert.Equal(HttpStatusCode.OK, (await simulator.GetAsync("/v1/me")).Status);
    }

    [Fact]
    public async Task PostGrant_RevokesAndRenewsConsentAndChangesScopes()
    {
        await using var simulator = await Simulator.StartAsync();

        await simulator.PostAsync("/_simulator/grant", new { revoked = true });
        var revoked = await simulator.GetAsync("/v1/me");
        await simulator.PostAsync("/_simulator/grant", new { scopes = OneScope });
        var narrow = await simulator.GetAsync("/v1/me/playlists");
        await simulator.PostAsync("/_simulator/grant", new { });
        var renewed = await simulator.GetAsync("/v1/me/playlists");

        Assert.Equal("401 Invalid access token", revoked.Error);
        Assert.Equal("403 Insufficient client scope", narrow.Error);
        Assert.Equal(HttpStatusCode.OK, renewed.Status);
    }

    private static string Text(Answer answer, string member) => Text(answer.Json, member);

    private static string Text(JsonNode json, string member) => json[member]!.ToString();
}
