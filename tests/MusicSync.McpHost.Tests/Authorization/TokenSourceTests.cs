using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MusicSync.McpHost.Authorization;
using MusicSync.McpHost.Failures;
using MusicSync.McpHost.Settings;
using MusicSync.McpHost.Tests.Support;

namespace MusicSync.McpHost.Tests.Authorization;

public sealed class TokenSourceTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly LogLines _log = new();
    private readonly List<string> _refreshTokens = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FiftyCallers_AtExpiry_ShareOneRefresh()
    {
        await using var accounts = await GrantingAsync("""{"access_token":"token-N","expires_in":3600}""");
        var tokens = Source(accounts);
        await tokens.GetAsync(Cancel);
        _time.Advance(TimeSpan.FromHours(1));

        var given = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => tokens.GetAsync(Cancel)));

        Assert.Equal(["token-2"], given.Select(token => token.Value).Distinct());
        Assert.Equal(2, accounts.Calls);
    }

    [Fact]
    public async Task FiftyCallers_WithTheSameRefusedToken_ShareOneRefresh()
    {
        await using var accounts = await GrantingAsync("""{"access_token":"token-N","expires_in":3600}""");
        var tokens = Source(accounts);
        var refused = await tokens.GetAsync(Cancel);

        var given = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => tokens.ReplaceAsync(refused, Cancel)));

        Assert.Equal(["token-2"], given.Select(token => token.Value).Distinct());
        Assert.Equal(2, accounts.Calls);
    }

    [Theory]
    [InlineData(58, "token-1")]
    [InlineData(59.5, "token-2")]
    public async Task Token_CloseToItsEnd_IsReplacedBeforeUse(double minutes, string expected)
    {
        await using var accounts = await GrantingAsync("""{"access_token":"token-N","expires_in":3600}""");
        var tokens = Source(accounts);
        await tokens.GetAsync(Cancel);

        _time.Advance(TimeSpan.FromMinutes(minutes));

        Assert.Equal(expected, (await tokens.GetAsync(Cancel)).Value);
    }

    [Theory]
    [InlineData("""{"access_token":"token-N","expires_in":3600}""", "first")]
    [InlineData("""{"access_token":"token-N","expires_in":3600,"refresh_token":"second"}""", "second")]
    public async Task Refresh_TakesTheNewRefreshTokenOnlyWhenThereIsOne(string grant, string expected)
    {
        await using var accounts = await GrantingAsync(grant);
        var tokens = Source(accounts);
        await tokens.GetAsync(Cancel);
        _time.Advance(TimeSpan.FromHours(1));

        await tokens.GetAsync(Cancel);

        Assert.Equal(["first", expected], _refreshTokens);
    }

    [Theory]
    [InlineData(400, """{"error":"invalid_grant","error_description":"Refresh token revoked"}""", "Unauthorized")]
    [InlineData(400, """{"error":"invalid_client","error_description":"Invalid client"}""", "Misconfigured")]
    [InlineData(401, """{"error":"invalid_client"}""", "Misconfigured")]
    [InlineData(429, "Too many requests", "RateLimited")]
    [InlineData(503, "<html>", "UpstreamUnavailable")]
    [InlineData(200, "<html>", "UpstreamUnavailable")]
    public async Task Refusal_OfTheAccountsService_HasItsKind(int status, string body, string kind)
    {
        await using var accounts = await LoopbackServer.StartAsync(LoopbackServer.Fixed(status, body, "application/json"));

        var error = await Assert.ThrowsAsync<SpotifyException>(() => Source(accounts).GetAsync(Cancel));

        Assert.Equal(kind, error.Failure.Kind.ToString());
        Assert.False(error.Failure.OutcomeUnknown);
    }

    [Fact]
    public async Task RefusedGrant_IsAskedForAgainOnlyAfterAMinute()
    {
        await using var accounts = await LoopbackServer.StartAsync(
            LoopbackServer.Fixed(400, """{"error":"invalid_grant"}""", "application/json"));
        var tokens = Source(accounts);

        await Assert.ThrowsAsync<SpotifyException>(() => tokens.GetAsync(Cancel));
        await Assert.ThrowsAsync<SpotifyException>(() => tokens.GetAsync(Cancel));
        Assert.Equal(1, accounts.Calls);

        _time.Advance(TimeSpan.FromMinutes(2));
        await Assert.ThrowsAsync<SpotifyException>(() => tokens.GetAsync(Cancel));
        Assert.Equal(2, accounts.Calls);
    }

    [Fact]
    public async Task OneCallerGoingAway_DoesNotCancelTheRefreshOfTheOthers()
    {
        var release = new TaskCompletionSource();
        await using var accounts = await LoopbackServer.StartAsync(async context =>
        {
            await release.Task;
            await context.Response.WriteAsync("""{"access_token":"token","expires_in":3600}""", Cancel);
        });
        var tokens = Source(accounts);
        using var impatient = new CancellationTokenSource();
        var first = tokens.GetAsync(impatient.Token);
        var second = tokens.GetAsync(Cancel);

        await impatient.CancelAsync();
        await Assert.ThrowsAsync<TaskCanceledException>(() => first);
        release.SetResult();

        Assert.Equal("token", (await second).Value);
        Assert.Equal(1, accounts.Calls);
    }

    [Fact]
    public async Task Refusal_LogsNeitherTokensNorTheAccountsServicesWords()
    {
        await using var accounts = await LoopbackServer.StartAsync(LoopbackServer.Fixed(
            400, """{"error":"invalid_grant","error_description":"echo of a-refresh-token"}""", "application/json"));

        await Assert.ThrowsAsync<SpotifyException>(() => Source(accounts).GetAsync(Cancel));

        Assert.Contains("Unauthorized", _log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("echo", _log.Text, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<LoopbackServer> GrantingAsync(string grant)
    {
        var count = 0;
        return await LoopbackServer.StartAsync(async context =>
        {
            var form = await context.Request.ReadFormAsync(Cancel);
            lock (_refreshTokens)
            {
                _refreshTokens.Add(form["refresh_token"].ToString());
                count++;
            }

            await context.Response.WriteAsync(grant.Replace("token-N", $"token-{count}", StringComparison.Ordinal), Cancel);
        });
    }

    private TokenSource Source(LoopbackServer accounts)
    {
        var options = Options.Create(new SpotifyOptions
        {
            ClientId = "client",
            ClientSecret = "secret",
            RefreshToken = "first",
            AccountsUrl = accounts.Url,
        });
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_time);
        services.AddSingleton<IOptions<SpotifyOptions>>(options);
        services.AddLogging(_log.Capture);
        services.Configure<StorageOptions>(storage => storage.DataDirectory = _folder.Path);
        services.AddSpotifyAuthorization();
        return services.BuildServiceProvider().GetRequiredService<TokenSource>();
    }
}
