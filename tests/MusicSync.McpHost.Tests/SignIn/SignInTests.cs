using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Time.Testing;
using MusicSync.McpHost.Authorization;
using MusicSync.McpHost.Settings;
using MusicSync.McpHost.Tests.Support;
using MusicSync.SpotifySimulator.Faults;

namespace MusicSync.McpHost.Tests.SignIn;

public sealed class SignInTests
{
    private static readonly Dictionary<string, string?> Nobody = new()
    {
        ["Spotify:RefreshToken"] = "",
        ["Spotify:ClientSecret"] = "",
        // As a deployment gives it that has no public name.
        ["Spotify:RedirectUri"] = "",
    };

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    [Fact]
    public async Task SignIn_AsksForTheToolsScopesWithAChallengeAndComesBackToLoopback()
    {
        await using var bench = await TestBench.StartAsync(Nobody);
        using var browser = new Browser(bench.Host);

        var (status, _, location) = await browser.GetAsync("signin");
        var query = QueryHelpers.ParseQuery(location!.Query);

        Assert.Equal(HttpStatusCode.SeeOther, status);
        Assert.Equal(
            "playlist-read-private playlist-read-collaborative playlist-modify-public playlist-modify-private", query["scope"]);
        Assert.Equal($"http://127.0.0.1:{bench.Host.Url.Port}/signin/callback", query["redirect_uri"]);
        Assert.Equal(("S256", 43, 43), (query["code_challenge_method"].ToString(), query["code_challenge"].ToString().Length, query["state"].ToString().Length));
    }

    [Fact]
    public async Task SignedIn_CallsWorkAtOnceAndAfterARestart()
    {
        await using var bench = await TestBench.StartAsync(Nobody);
        using var browser = new Browser(bench.Host);
        var before = await bench.CallAsync("list_playlists", new { });

        var page = await browser.ConnectAsync();
        (await bench.CallAsync("list_playlists", new { })).Answer();
        await bench.RestartHostAsync();
        (await bench.CallAsync("list_playlists", new { })).Answer();

        Assert.Equal("unauthorized", before.Kind());
        Assert.Contains("Connected as Simulator User", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("worker-musicsync.dev.localhost")]
    public async Task LocalName_IsSentToTheAddressThatSpotifyTakes(string name)
    {
        await using var bench = await TestBench.StartAsync(Nobody);
        using var browser = new Browser(bench.Host);

        var (_, _, location) = await browser.SendAsync(HttpMethod.Get, new Uri(bench.Host.Url, "signin"), under: $"{name}:5180");

        Assert.Equal("http://127.0.0.1:5180/signin", location?.AbsoluteUri);
    }

    [Fact]
    public async Task NameThatAWorkerWasCalledBy_IsWhereSpotifySendsTheBrowserBackTo()
    {
        await using var bench = await TestBench.StartAsync(Nobody);
        using var browser = new Browser(bench.Host);

        var (_, _, location) = await browser.SendAsync(HttpMethod.Get, new Uri(bench.Host.Url, "signin"), under: "127.0.0.1:5180");

        Assert.Equal("http://127.0.0.1:5180/signin/callback", QueryHelpers.ParseQuery(location!.Query)["redirect_uri"]);
    }

    [Fact]
    public async Task Grant_TellsTheWorkerHowThingsStand_WithoutAToken()
    {
        await using var bench = await TestBench.StartAsync(_time, Nobody);
        using var browser = new Browser(bench.Host);
        var page = $"{bench.Host.Url}signin";

        var (_, nobody) = await bench.Host.ProbeAsync("/signin/grant");
        await browser.ConnectAsync();
        var (_, connected) = await bench.Host.ProbeAsync("/signin/grant");
        bench.Fail(FaultKind.GrantRevoked);
        await bench.CallAsync("list_playlists", new { });
        // However long ago it was: calls may be tried again then, but nothing says that they would succeed.
        _time.Advance(TimeSpan.FromHours(1));
        var (_, refused) = await bench.Host.ProbeAsync("/signin/grant");
        bench.Spotify.Faults.Clear();
        await browser.ConnectAsync("simulator-friend");
        var (_, other) = await bench.Host.ProbeAsync("/signin/grant");

        Assert.Equal(
            [("none", null, page), ("connected", "Simulator User", page), ("refused", "Simulator User", page), ("connected", "Simulated Friend", page)],
            new[] { nobody, connected, refused, other }.Select(grant => (
                grant.GetProperty("state").GetString(), grant.GetProperty("account").GetString(), grant.GetProperty("page").GetString())));
        Assert.Equal(connected.GetProperty("id").GetString(), refused.GetProperty("id").GetString());
        Assert.NotEqual(connected.GetProperty("id").GetString(), other.GetProperty("id").GetString());
        Assert.DoesNotContain(bench.Host.Get<TokenStore>().Current!, other.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeniedConsent_SaysSoAndChangesNothing()
    {
        await using var bench = await TestBench.StartAsync();
        using var browser = new Browser(bench.Host);
        var back = await browser.AnswerAsync((await browser.PostAsync("signin")).Location!, "cancel");

        var (_, page, _) = await browser.SendAsync(HttpMethod.Get, back);

        Assert.Contains("You did not agree", page, StringComparison.Ordinal);
        Assert.Contains("Connect Spotify", page, StringComparison.Ordinal);
        (await bench.CallAsync("list_playlists", new { })).Answer();
    }

    [Fact]
    public async Task State_OfAnotherBrowser_IsRefused()
    {
        await using var bench = await TestBench.StartAsync(Nobody);
        using var browser = new Browser(bench.Host);
        using var other = new Browser(bench.Host);
        var back = await browser.AnswerAsync((await browser.PostAsync("signin")).Location!);

        var (status, page, _) = await other.SendAsync(HttpMethod.Get, back);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("another browser", page, StringComparison.Ordinal);
        Assert.Null(bench.Host.Get<TokenStore>().Current);
    }

    [Fact]
    public async Task State_SentTwice_IsRefusedTheSecondTime()
    {
        await using var bench = await TestBench.StartAsync(Nobody);
        using var browser = new Browser(bench.Host);
        var back = await browser.AnswerAsync((await browser.PostAsync("signin")).Location!);
        var cookie = browser.Cookies.GetCookies(back).Single();
        var copy = new Cookie(cookie.Name, cookie.Value, cookie.Path, cookie.Domain);
        await browser.SendAsync(HttpMethod.Get, back);
        var without = await browser.SendAsync(HttpMethod.Get, back);
        browser.Cookies.Add(copy);

        var with = await browser.SendAsync(HttpMethod.Get, back);

        Assert.All([without, with], answer => Assert.Contains("used already", answer.Page, StringComparison.Ordinal));
        Assert.NotNull(bench.Host.Get<TokenStore>().Current);
    }

    [Fact]
    public async Task Attempt_AfterTenMinutes_IsTooLate()
    {
        await using var bench = await TestBench.StartAsync(_time, Nobody);
        using var browser = new Browser(bench.Host);
        var back = await browser.AnswerAsync((await browser.PostAsync("signin")).Location!);
        _time.Advance(TimeSpan.FromMinutes(10));

        Assert.Contains("took too long", (await browser.SendAsync(HttpMethod.Get, back)).Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_ThatSpotifyDoesNotKnow_IsTooLate()
    {
        await using var bench = await TestBench.StartAsync(Nobody);
        using var browser = new Browser(bench.Host);
        var state = QueryHelpers.ParseQuery((await browser.PostAsync("signin")).Location!.Query)["state"];

        Assert.Contains("took too long", (await browser.GetAsync($"signin/callback?code=spent&state={state}")).Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoTabs_BothGoThrough()
    {
        await using var bench = await TestBench.StartAsync(Nobody);
        using var browser = new Browser(bench.Host);
        var first = (await browser.PostAsync("signin")).Location!;
        var second = (await browser.PostAsync("signin")).Location!;

        var pages = new[]
        {
            (await browser.SendAsync(HttpMethod.Get, await browser.AnswerAsync(second))).Page,
            (await browser.SendAsync(HttpMethod.Get, await browser.AnswerAsync(first))).Page,
        };

        Assert.All(pages, page => Assert.Contains("Connected as", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnotherAccount_IsSaidAndNothingOfTheFormerRemembered()
    {
        await using var bench = await TestBench.StartAsync();
        using var browser = new Browser(bench.Host);
        await browser.ConnectAsync();
        var mine = (await bench.CallAsync("create_playlist", new { name = "Mine" })).Answer();
        (await bench.CallAsync("list_playlists", new { })).Answer();

        var page = await browser.ConnectAsync("simulator-friend");
        var theirs = (await bench.CallAsync("list_playlists", new { })).Answer();
        var profile = (await bench.CallAsync("get_user_profile", new { })).Answer();

        Assert.Contains("Connected as Simulated Friend", page, StringComparison.Ordinal);
        Assert.Contains("Before, it was Simulator User", page, StringComparison.Ordinal);
        Assert.DoesNotContain(mine.GetProperty("id").GetString()!, theirs.ToString(), StringComparison.Ordinal);
        Assert.Contains("simulator-friend", profile.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RevokedGrant_IsMendedBySigningInWithoutWaitingForTheRecheck()
    {
        await using var bench = await TestBench.StartAsync(_time, []);
        bench.Fail(FaultKind.GrantRevoked);
        var refused = await bench.CallAsync("list_playlists", new { });
        bench.Spotify.Faults.Clear();
        using var browser = new Browser(bench.Host);

        await browser.ConnectAsync();

        Assert.Contains($"Sign in at {bench.Host.Url}signin.", refused.Text(), StringComparison.Ordinal);
        (await bench.CallAsync("list_playlists", new { })).Answer();
    }

    [Fact]
    public async Task SignOut_ForgetsTheConfiguredTokenToo()
    {
        await using var bench = await TestBench.StartAsync();
        using var browser = new Browser(bench.Host);
        (await bench.CallAsync("list_playlists", new { })).Answer();

        var (_, page, _) = await browser.PostAsync("signin/out");
        var now = await bench.CallAsync("list_playlists", new { });
        await bench.RestartHostAsync();
        var later = await bench.CallAsync("list_playlists", new { });

        Assert.Contains("Signed out", page, StringComparison.Ordinal);
        Assert.Equal(("unauthorized", "unauthorized"), (now.Kind(), later.Kind()));
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    [InlineData(null)]
    public async Task Form_OfAnotherSite_ChangesNothing(string? site)
    {
        await using var bench = await TestBench.StartAsync();
        using var browser = new Browser(bench.Host);

        var (status, _, _) = await browser.PostAsync("signin/out", site);

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.NotNull(bench.Host.Get<TokenStore>().Current);
    }

    [Fact]
    public async Task WhereThereIsAKey_ItIsAskedFor()
    {
        await using var bench = await TestBench.StartAsync(Nobody);
        using var folder = new TempFolder();
        var settings = TestBench.Settings(bench.Spotify.ApiUrl, bench.Spotify.AccountsUrl, folder);
        settings["Access:ApiKey"] = "the-key";
        await using var host = await HostServer.StartAsync(settings, _ => { });
        using var browser = new Browser(host);

        var asked = await browser.GetAsync("signin");
        var wrong = await browser.PostAsync("signin/out", key: "a-guess");
        var grant = await browser.GetAsync("signin/grant");
        var right = await browser.PostAsync("signin", key: "the-key");

        Assert.Contains("""type="password" name="key" """.Trim(), asked.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("Simulator User", asked.Page, StringComparison.Ordinal);
        Assert.Equal(
            (HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.SeeOther), (wrong.Status, grant.Status, right.Status));
        Assert.NotNull(host.Get<TokenStore>().Current);
        Assert.DoesNotContain("the-key", host.Log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(140, "healthy")]
    [InlineData(160, "degraded")]
    public async Task Health_WarnsThirtyDaysBeforeTheSignInEnds(int days, string status)
    {
        await using var bench = await TestBench.StartAsync(_time, Nobody);
        using var browser = new Browser(bench.Host);
        await browser.ConnectAsync();
        _time.Advance(TimeSpan.FromDays(days));

        Assert.Equal(status, (await bench.Host.ProbeAsync("/health")).Body.GetProperty("status").GetString());
    }

    [Fact]
    public async Task ConfiguredToken_IsTakenOverAtItsFirstUse()
    {
        await using var bench = await TestBench.StartAsync();
        (await bench.CallAsync("list_playlists", new { })).Answer();
        using var folder = new TempFolder();
        File.Copy(Path.Combine(bench.DataDirectory, TokenStore.FileName), Path.Combine(folder.Path, TokenStore.FileName));
        Directory.CreateDirectory(Path.Combine(folder.Path, "keys"));
        foreach (var key in Directory.GetFiles(Path.Combine(bench.DataDirectory, "keys")))
        {
            File.Copy(key, Path.Combine(folder.Path, "keys", Path.GetFileName(key)));
        }

        var settings = TestBench.Settings(bench.Spotify.ApiUrl, bench.Spotify.AccountsUrl, folder);
        settings["Spotify:RefreshToken"] = "";
        await using var host = await HostServer.StartAsync(settings, _ => { });

        Assert.Equal("simulator-refresh-token", host.Get<TokenStore>().Current);
    }

    [Fact]
    public async Task LogAndPages_HoldNoCodeVerifierOrToken()
    {
        await using var bench = await TestBench.StartAsync(Nobody);
        using var browser = new Browser(bench.Host);
        var back = await browser.AnswerAsync((await browser.PostAsync("signin")).Location!);
        var query = QueryHelpers.ParseQuery(back.Query);

        var page = (await browser.SendAsync(HttpMethod.Get, back)).Page;
        (await bench.CallAsync("list_playlists", new { })).Answer();

        var token = (await bench.Host.Get<TokenSource>().GetAsync(TestContext.Current.CancellationToken)).Value;
        foreach (var secret in new[] { query["code"].ToString(), query["state"].ToString(), token, bench.Host.Get<TokenStore>().Current! })
        {
            Assert.DoesNotContain(secret, bench.Host.Log.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, page, StringComparison.Ordinal);
        }
    }

    private const string LoopbackByName = "http://localhost";

    [Theory]
    [InlineData("https://music.example/signin/callback", true)]
    [InlineData("http://127.0.0.1:5310/signin/callback", true)]
    [InlineData(LoopbackByName + ":5310/signin/callback", false)]
    [InlineData("http://music.example/signin/callback", false)]
    [InlineData("https://music.example/", false)]
    public void RedirectUri_IsOneThatSpotifyTakes(string address, bool isTaken) => Assert.Equal(
        isTaken, new SpotifyOptionsValidator().Validate(null, new SpotifyOptions { RedirectUri = new Uri(address) }).Succeeded);
}
