using System.Net;
using MusicSync.SpotifySimulator.Accounts;
using MusicSync.SpotifySimulator.Faults;

namespace MusicSync.SpotifySimulator.Tests;

public sealed class RefusalFaultTests
{
    private const string Create = "POST /v1/me/playlists";

    [Theory]
    [InlineData(FaultKind.RateLimited, "429 API rate limit exceeded", null, "1")]
    [InlineData(FaultKind.Quota, "429 Too many requests", "QUOTA_EXCEEDED", "3600")]
    [InlineData(FaultKind.Unauthorized, "401 The access token expired", null, null)]
    [InlineData(FaultKind.GrantRevoked, "401 Invalid access token", null, null)]
    [InlineData(FaultKind.InsufficientScope, "403 Insufficient client scope", null, null)]
    [InlineData(FaultKind.ErrorBefore, "502 Bad gateway.", null, null)]
    public async Task Call_ThatMeetsTheFault_IsRefusedAndNotExecuted(
        FaultKind kind, string error, string? reason, string? retryAfter)
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.Server.Faults.Add(new FaultRule(kind) { Endpoint = Create });

        var answer = await simulator.PostAsync("/v1/me/playlists", new { name = "x" });

        Assert.Equal(error, answer.Error);
        Assert.Equal(reason, answer.Json["error"]!["reason"]?.ToString());
        Assert.Equal(retryAfter, answer.RetryAfter);
        Assert.Empty(simulator.Server.Playlists.All);
    }

    [Fact]
    public async Task ErrorBefore_MayBeARefusal()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.Server.Faults.Add(new FaultRule(FaultKind.ErrorBefore) { Status = 418 });

        Assert.Equal("418 Refused.", (await simulator.GetAsync("/v1/me")).Error);
    }

    [Fact]
    public async Task AccountBlocked_AnswersThatPremiumIsRequired()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.Server.Faults.Add(new FaultRule(FaultKind.AccountBlocked));

        var answer = await simulator.GetAsync("/v1/me");

        Assert.StartsWith("403 Active premium subscription required for the owner of the app.", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FaultKind.RateLimited, 1)]
    [InlineData(FaultKind.Quota, 1)]
    [InlineData(FaultKind.AccountBlocked, 1)]
    [InlineData(FaultKind.Unauthorized, 0)]
    [InlineData(FaultKind.InsufficientScope, 0)]
    [InlineData(FaultKind.ErrorBefore, 0)]
    public async Task Rejected_CountsOnlyLimitsAndBlockedAccounts(FaultKind kind, int rejected)
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.Server.Faults.Add(new FaultRule(kind));

        await simulator.GetAsync("/v1/me");

        Assert.Equal((1, rejected), (simulator.Server.Calls.Total, simulator.Server.Calls.Rejected));
    }

    [Fact]
    public async Task RateLimit_TellsTheScriptedWaitOrNone()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.Server.Faults.Add(
            new FaultRule(FaultKind.RateLimited) { RetryAfter = TimeSpan.FromSeconds(48_925), Times = 1 });
        simulator.Server.Faults.Add(new FaultRule(FaultKind.RateLimited) { OmitRetryAfter = true });

        Assert.Equal("48925", (await simulator.GetAsync("/v1/me")).RetryAfter);
        Assert.Null((await simulator.GetAsync("/v1/me")).RetryAfter);
    }

    [Fact]
    public async Task ErrorBefore_WithAStatus_AnswersThatOne()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.Server.Faults.Add(new FaultRule(FaultKind.ErrorBefore) { Status = 503 });

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await simulator.GetAsync("/v1/me")).Status);
    }

    [Fact]
    public async Task Unauthorized_KillsTheTokenSoThatOnlyANewOneHelps()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.Server.Faults.Add(new FaultRule(FaultKind.Unauthorized) { Times = 1 });

        await simulator.GetAsync("/v1/me");
        var sameToken = await simulator.GetAsync("/v1/me");
        simulator.SignIn(simulator.Server.IssueAccessToken());
        var newToken = await simulator.GetAsync("/v1/me");

        Assert.Equal("401 The access token expired", sameToken.Error);
        Assert.Equal(HttpStatusCode.OK, newToken.Status);
    }

    [Fact]
    public async Task GrantRevoked_ForEveryCall_RefusesRefreshesEvenBeforeTheFirstCall()
    {
        await using var simulator = await Simulator.StartAsync();

        simulator.Server.Faults.Add(new FaultRule(FaultKind.GrantRevoked));

        Assert.Equal("Refresh token revoked", (await RefreshAsync(simulator)).Json["error_description"]!.ToString());
        Assert.Equal("401 Invalid access token", (await simulator.GetAsync("/v1/me")).Error);
    }

    [Fact]
    public async Task GrantRevoked_AtOneEndpoint_HappensWhenThatIsCalled()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.Server.Faults.Add(new FaultRule(FaultKind.GrantRevoked) { Endpoint = Create });

        var before = await RefreshAsync(simulator);
        await simulator.PostAsync("/v1/me/playlists", new { name = "x" });
        var after = await RefreshAsync(simulator);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), (before.Status, after.Status));
    }

    [Fact]
    public async Task GrantRevoked_UntilTheFaultsAreCleared_IsGoodAgainAfterwards()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.Server.Faults.Add(new FaultRule(FaultKind.GrantRevoked));

        simulator.Server.Faults.Clear();

        Assert.Equal(HttpStatusCode.OK, (await RefreshAsync(simulator)).Status);
    }

    [Fact]
    public async Task GrantRevoked_AfterANewConsent_DoesNotTouchTheNewOne()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.Server.Faults.Add(new FaultRule(FaultKind.GrantRevoked));

        simulator.SignInWith([.. Scopes.All]);

        Assert.Equal(HttpStatusCode.OK, (await simulator.GetAsync("/v1/me")).Status);
        Assert.Equal(HttpStatusCode.OK, (await RefreshAsync(simulator)).Status);
    }

    private static Task<Answer> RefreshAsync(Simulator simulator) => simulator.TokenAsync(
        ("grant_type", "refresh_token"),
        ("refresh_token", SimulatorAccount.RefreshToken),
        ("client_id", SimulatorAccount.ClientId));
}
