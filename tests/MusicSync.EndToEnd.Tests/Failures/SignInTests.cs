using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Temporal;

namespace MusicSync.EndToEnd.Tests.Failures;

/// <summary>The sign-in, the app or the account stops being good in the middle of a sync, which waits for somebody.</summary>
[Collection(FailureCollection.Name)]
public sealed class SignInTests(FailureStack fixture)
{
    private static readonly string[] ReadOnly = ["playlist-read-private", "playlist-read-collaborative"];

    [Fact(Timeout = Chaos.Hung)]
    public async Task TokenExpired_IsReplaced_AndNobodySeesIt()
    {
        await using var scenario = await FailureScenario.PrepareAsync(fixture);
        await scenario.StartAndMatchAsync();
        await scenario.FaultAsync("unauthorized", Endpoints.Search, times: 1);

        var seen = await scenario.WatchAsync();

        Assert.DoesNotContain(seen, status => status.Waiting is not null);
        await scenario.EndsExactlyAsync();
        Assert.Equal(1, await scenario.Sync.MaxAttemptsAsync());
    }

    [Fact(Timeout = Chaos.Hung)]
    [Failure(McpFailureKind.Unauthorized, ActivityFailureTypes.SpotifyAuthError)]
    public async Task GrantRevoked_ParksTheSync_WhichGoesOnAfterSigningInAgain()
    {
        await using var scenario = await FailureScenario.PrepareAsync(fixture);
        await scenario.StartAndMatchAsync();
        await scenario.FaultAsync("grant_revoked");

        await scenario.UntilParkedAsync("sign_in", "Sign in");
        await scenario.Spotify.GrantAsync();

        await scenario.ResumeAndEndExactlyAsync();
    }

    [Fact(Timeout = Chaos.Hung)]
    [Failure(McpFailureKind.InsufficientScope, ActivityFailureTypes.SpotifyInsufficientScope)]
    public async Task ScopeMissing_ParksTheSync_WhichNamesIt()
    {
        await using var scenario = await FailureScenario.PrepareAsync(fixture);
        await scenario.Spotify.GrantAsync(ReadOnly);
        await scenario.StartAsync();

        await scenario.UntilParkedAsync("scope", "playlist-modify");
        await scenario.Spotify.GrantAsync();

        await scenario.ResumeAndEndExactlyAsync();
    }

    [Fact(Timeout = Chaos.Hung)]
    [Failure(McpFailureKind.AccountBlocked, ActivityFailureTypes.SpotifyAccountBlocked)]
    public async Task PremiumLapsed_ParksTheSync_WhichSaysSo()
    {
        await using var scenario = await FailureScenario.PrepareAsync(fixture);
        await scenario.StartAndMatchAsync();
        await scenario.FaultAsync("account_blocked");

        await scenario.UntilParkedAsync("account", "Premium");
        await scenario.Spotify.ClearFaultsAsync();

        await scenario.ResumeAndEndExactlyAsync();
    }

    [Fact(Timeout = Chaos.Hung)]
    [Failure(McpFailureKind.Misconfigured, ActivityFailureTypes.SpotifyMisconfigured)]
    public async Task SecretReplaced_ParksTheSync_WhichSaysWhatToCheck()
    {
        await using var scenario = await FailureScenario.PrepareAsync(fixture);
        await scenario.StartAndMatchAsync();
        await scenario.Spotify.SetSecretAsync("another");
        await scenario.FaultAsync("unauthorized", times: 1);

        await scenario.UntilParkedAsync("account", "Spotify__ClientSecret");
        await scenario.Spotify.SetSecretAsync(null);

        await scenario.ResumeAndEndExactlyAsync();
    }
}
