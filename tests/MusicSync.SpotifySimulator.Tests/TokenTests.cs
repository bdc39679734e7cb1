using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using MusicSync.SpotifySimulator.Hosting;

namespace MusicSync.SpotifySimulator.Tests;

public sealed class TokenTests
{
    private static readonly (string, string)[] Refresh =
    [
        ("grant_type", "refresh_token"),
        ("refresh_token", "simulator-refresh-token"),
        ("client_id", "simulator-client"),
        ("client_secret", "simulator-secret"),
    ];

    [Fact]
    public async Task ReplacedSecret_RefusesTheOldOne()
    {
        await using var simulator = await Simulator.StartAsync();
        (string, string)[] refresh =
        [
            ("grant_type", "refresh_token"), ("refresh_token", "simulator-refresh-token"),
            ("client_id", "simulator-client"), ("client_secret", "simulator-secret"),
        ];

        await simulator.PostAsync("/_simulator/app", new { secret = "another" });
        var refused = await simulator.TokenAsync(refresh);
        await simulator.PostAsync("/_simulator/app", new { });
        var accepted = await simulator.TokenAsync(refresh);

        Assert.Equal("invalid_client", refused.Json["error"]!.ToString());
        Assert.NotNull(accepted.Json["access_token"]);
    }

    [Fact]
    public async Task Tokens_ListsAllThatWereGivenOut_DeadOnesToo()
    {
        await using var simulator = await Simulator.StartAsync();
        var first = simulator.Server.IssueAccessToken();
        var second = simulator.Server.IssueAccessToken();
        simulator.Server.Grants.Expire(first);

        var tokens = (await simulator.GetAsync("/_simulator/tokens")).Json;

        var access = tokens["accessTokens"]!.AsArray().Select(token => token!.ToString()).ToList();
        Assert.Contains(first, access);
        Assert.Contains(second, access);
        Assert.Equal("""["simulator-refresh-token"]""", tokens["refreshTokens"]!.ToJsonString());
    }

    [Fact]
    public async Task Refresh_WithTheSecretInTheBasicHeader_AnswersAnAccessTokenAndNoRefreshToken()
    {
        await using var simulator = await Simulator.StartAsync();
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes("simulator-client:simulator-secret"));
        simulator.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", basic);

        var answer = await simulator.TokenAsync(Refresh[0], Refresh[1]);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(
            ["access_token", "token_type", "expires_in", "scope"],
            answer.Json.AsObject().Select(member => member.Key));
        Assert.Equal(3600, (int)answer.Json["expires_in"]!);
    }

    [Fact]
    public async Task Refresh_AnswersATokenThatOpensTheWebApi()
    {
        await using var simulator = await Simulator.StartAsync();

        var token = (await simulator.TokenAsync(Refresh)).Json["access_token"]!.ToString();
        simulator.SignIn(token);

        Assert.Equal(HttpStatusCode.OK, (await simulator.GetAsync("/v1/me")).Status);
    }

    [Fact]
    public async Task Refresh_OfAPublicClient_NeedsNoSecret()
    {
        await using var simulator = await Simulator.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await simulator.TokenAsync(Refresh[..3])).Status);
    }

    [Theory]
    [InlineData("refresh_token", "unknown", "invalid_grant", "Invalid refresh token")]
    [InlineData("client_id", "unknown", "invalid_client", "Invalid client")]
    [InlineData("client_secret", "wrong", "invalid_client", "Invalid client secret")]
    [InlineData("grant_type", "password", "unsupported_grant_type", null)]
    [InlineData("grant_type", "", "unsupported_grant_type", "grant_type parameter is missing")]
    public async Task Token_WithAWrongField_IsRefused(string field, string value, string error, string? description)
    {
        await using var simulator = await Simulator.StartAsync();

        var answer = await simulator.TokenAsync(
            [.. Refresh.Select(pair => pair.Item1 == field ? (field, value) : pair)]);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(error, answer.Json["error"]!.ToString());
        Assert.Equal(description ?? answer.Json["error_description"]!.ToString(), answer.Json["error_description"]!.ToString());
    }

    [Fact]
    public async Task Refresh_SixMonthsAfterConsent_IsInvalidGrant()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var simulator = await Simulator.StartAsync(new SimulatorOptions { Time = time });

        time.Advance(TimeSpan.FromDays(170));
        var before = await simulator.TokenAsync(Refresh);
        time.Advance(TimeSpan.FromDays(20));
        var after = await simulator.TokenAsync(Refresh);

        Assert.Equal(HttpStatusCode.OK, before.Status);
        Assert.Equal("invalid_grant", after.Json["error"]!.ToString());
    }

    [Fact]
    public async Task AccessToken_AfterAnHour_IsExpired()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var simulator = await Simulator.StartAsync(new SimulatorOptions { Time = time });

        time.Advance(TimeSpan.FromSeconds(3599));
        var before = await simulator.GetAsync("/v1/me");
        time.Advance(TimeSpan.FromSeconds(1));
        var after = await simulator.GetAsync("/v1/me");

        Assert.Equal(HttpStatusCode.OK, before.Status);
        Assert.Equal("401 The access token expired", after.Error);
    }

    [Fact]
    public async Task ClientCredentials_ReachTheCatalogueButNoUser()
    {
        await using var simulator = await Simulator.StartAsync();
        var playlist = simulator.Server.Playlists.Add("Mine", simulator.Uris(1));

        var token = await simulator.TokenAsync(("grant_type", "client_credentials"), Refresh[2], Refresh[3]);
        simulator.SignIn(token.Json["access_token"]!.ToString());

        Assert.Equal(HttpStatusCode.OK, (await simulator.GetAsync("/v1/search?type=track&q=river")).Status);
        Assert.Equal("401 Valid user authentication required", (await simulator.GetAsync("/v1/me")).Error);
        Assert.Equal(
            "401 Valid user authentication required",
            (await simulator.PostAsync("/v1/me/playlists", new { name = "x" })).Error);
        Assert.Equal("403 Forbidden", (await simulator.GetAsync($"/v1/playlists/{playlist.Id}/items")).Error);
    }

    [Fact]
    public async Task ClientCredentials_WithoutASecret_AreRefused()
    {
        await using var simulator = await Simulator.StartAsync();

        var answer = await simulator.TokenAsync(("grant_type", "client_credentials"), Refresh[2]);

        Assert.Equal("invalid_client", answer.Json["error"]!.ToString());
    }
}
