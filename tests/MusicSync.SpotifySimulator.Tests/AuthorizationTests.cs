using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Time.Testing;
using MusicSync.SpotifySimulator.Hosting;

namespace MusicSync.SpotifySimulator.Tests;

public sealed class AuthorizationTests
{
    private const string Redirect = "http://127.0.0.1:8888/callback";
    private const string Verifier = "a-verifier-of-at-least-forty-three-characters-0";

    private static readonly string Challenge =
        WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    private static readonly string Query =
        $"/authorize?client_id=simulator-client&response_type=code&redirect_uri={Uri.EscapeDataString(Redirect)}"
        + $"&state=s%20t&scope=playlist-read-private&code_challenge_method=S256&code_challenge={Challenge}";

    [Fact]
    public async Task Authorize_SendsTheBrowserBackWithCodeAndState()
    {
        await using var simulator = await Simulator.StartAsync();

        var answer = await simulator.GetAsync(Query);

        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        Assert.StartsWith(Redirect + "?code=", answer.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal("s t", QueryHelpers.ParseQuery(answer.Location.Query)["state"]);
    }

    [Fact]
    public async Task Browser_ChoosesAnAccountAndAgrees()
    {
        await using var simulator = await Simulator.StartAsync();
        using var http = new HttpClient { BaseAddress = simulator.Server.BaseUrl };
        http.DefaultRequestHeaders.Accept.ParseAdd("text/html");

        var page = await http.GetStringAsync(Query, TestContext.Current.CancellationToken);
        var back = await simulator.GetAsync(Query + "&account=simulator-friend&answer=agree");
        var grant = await ExchangeAsync(simulator, QueryHelpers.ParseQuery(back.Location!.Query)["code"].ToString(), Redirect, Verifier);
        simulator.SignIn(grant.Json["access_token"]!.ToString());

        Assert.Contains(">Agree<", page, StringComparison.Ordinal);
        Assert.Contains(">Cancel<", page, StringComparison.Ordinal);
        Assert.Contains($"name=\"code_challenge\" value=\"{Challenge}\"", page, StringComparison.Ordinal);
        Assert.Equal("simulator-friend", (await simulator.GetAsync("/v1/me")).Json["id"]!.ToString());
    }

    [Fact]
    public async Task Cancel_SendsTheBrowserBackWithAnError()
    {
        await using var simulator = await Simulator.StartAsync();

        var answer = await simulator.GetAsync(Query + "&answer=cancel");

        Assert.Equal($"{Redirect}?error=access_denied&state=s%20t", answer.Location!.OriginalString);
    }

    [Fact]
    public async Task Exchange_WithTheVerifier_GrantsExactlyTheScopesAskedFor()
    {
        await using var simulator = await Simulator.StartAsync();

        var answer = await ExchangeAsync(simulator, await CodeAsync(simulator), Redirect, Verifier);
        simulator.SignIn(answer.Json["access_token"]!.ToString());
        var create = await simulator.PostAsync("/v1/me/playlists", new { name = "x" });

        Assert.Equal("playlist-read-private", answer.Json["scope"]!.ToString());
        Assert.Equal("403 Insufficient client scope", create.Error);
    }

    [Fact]
    public async Task Exchange_GivesARefreshTokenOfItsOwn()
    {
        await using var simulator = await Simulator.StartAsync();

        var first = await ExchangeAsync(simulator, await CodeAsync(simulator), Redirect, Verifier);
        var refreshed = await simulator.TokenAsync(
            ("grant_type", "refresh_token"),
            ("refresh_token", first.Json["refresh_token"]!.ToString()),
            ("client_id", "simulator-client"));

        Assert.Equal(HttpStatusCode.OK, refreshed.Status);
    }

    [Theory]
    [InlineData(Redirect, "another-verifier-of-at-least-forty-three-chars-0", "code_verifier was incorrect")]
    [InlineData(Redirect, "short", "code_verifier was incorrect")]
    [InlineData("http://127.0.0.1:1/other", Verifier, "Invalid redirect URI")]
    public async Task Exchange_WithOtherValuesThanAtTheStart_IsInvalidGrant(string redirect, string verifier, string why)
    {
        await using var simulator = await Simulator.StartAsync();

        var answer = await ExchangeAsync(simulator, await CodeAsync(simulator), redirect, verifier);

        Assert.Equal("invalid_grant", answer.Json["error"]!.ToString());
        Assert.Equal(why, answer.Json["error_description"]!.ToString());
    }

    [Fact]
    public async Task Exchange_OfAUsedCode_IsInvalidGrant()
    {
        await using var simulator = await Simulator.StartAsync();
        var code = await CodeAsync(simulator);
        await ExchangeAsync(simulator, code, Redirect, Verifier);

        var again = await ExchangeAsync(simulator, code, Redirect, Verifier);

        Assert.Equal("Invalid authorization code", again.Json["error_description"]!.ToString());
    }

    [Fact]
    public async Task Exchange_OfACodeThatLayTooLong_IsInvalidGrant()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var simulator = await Simulator.StartAsync(new SimulatorOptions { Time = time });
        var code = await CodeAsync(simulator);

        time.Advance(TimeSpan.FromMinutes(11));

        Assert.Equal("invalid_grant", (await ExchangeAsync(simulator, code, Redirect, Verifier)).Json["error"]!.ToString());
    }

    [Fact]
    public async Task Exchange_WithoutPkce_NeedsTheSecret()
    {
        await using var simulator = await Simulator.StartAsync();
        var query = Query[..Query.IndexOf("&code_challenge", StringComparison.Ordinal)];

        var answer = await simulator.TokenAsync(
            ("grant_type", "authorization_code"),
            ("code", await CodeAsync(simulator, query)),
            ("redirect_uri", Redirect),
            ("client_id", "simulator-client"));

        Assert.Equal("invalid_client", answer.Json["error"]!.ToString());
    }

    [Theory]
    [InlineData("client_id=simulator-client", "client_id=other", "INVALID_CLIENT: Invalid client")]
    [InlineData("response_type=code", "response_type=token", "response_type must be code")]
    [InlineData("code_challenge_method=S256", "code_challenge_method=plain", "code_challenge_method must be S256")]
    [InlineData("127.0.0.1", "localhost", "INVALID_CLIENT: Insecure redirect URI")]
    [InlineData("127.0.0.1", "192.168.1.5", "INVALID_CLIENT: Insecure redirect URI")]
    [InlineData("http%3A%2F%2F", "", "INVALID_CLIENT: Invalid redirect URI")]
    public async Task Authorize_WithAWrongValue_ShowsSpotifysMessage(string right, string wrong, string message)
    {
        await using var simulator = await Simulator.StartAsync();

        var answer = await simulator.GetAsync(Query.Replace(right, wrong, StringComparison.Ordinal));

        Assert.Equal((HttpStatusCode.BadRequest, message), (answer.Status, answer.Text));
    }

    private static Task<string> CodeAsync(Simulator simulator) => CodeAsync(simulator, Query);

    private static async Task<string> CodeAsync(Simulator simulator, string query) =>
        QueryHelpers.ParseQuery((await simulator.GetAsync(query)).Location!.Query)["code"]!;

    private static Task<Answer> ExchangeAsync(Simulator simulator, string code, string redirect, string verifier) =>
        simulator.TokenAsync(
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", redirect),
            ("client_id", "simulator-client"),
            ("code_verifier", verifier));
}
