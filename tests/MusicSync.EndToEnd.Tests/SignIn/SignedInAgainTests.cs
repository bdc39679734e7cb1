using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.EndToEnd.Tests.Edits;
using MusicSync.EndToEnd.Tests.Failures;
using MusicSync.EndToEnd.Tests.Secrets;
using MusicSync.EndToEnd.Tests.Support;
using MusicSync.LocalStack;

namespace MusicSync.EndToEnd.Tests.SignIn;

/// <summary>A sync that waits for a sign-in says where, and goes on by itself: nobody resumes it here.</summary>
public sealed class SignedInAgainTests(SignInStack fixture) : IClassFixture<SignInStack>
{
    private const string Resumed = "Somebody has signed in";

    [Fact(Timeout = Chaos.Hung)]
    public async Task SignedInThroughTheWorker_GoesOn_AndLeavesNoSecretAnywhere()
    {
        await using var scenario = await fixture.PrepareAsync();
        using var browser = new Browser();
        var waiting = await SignInStack.RevokeAndParkAsync(scenario);

        var page = await browser.ConnectAsync(fixture.WorkerPage);

        await scenario.EndsExactlyAsync();
        Assert.Equal(fixture.HostPage, waiting.Link);
        Assert.Contains("Connected as Simulator User", page, StringComparison.Ordinal);
        await fixture.Collector.UntilItHoldsAsync(Resumed);
        var leaks = await CollectAsync(scenario);
        leaks.Add("the page", page);
        var tokens = await scenario.Spotify.TokensAsync();
        Assert.Contains(leaks.PlacesOf(Resumed), place => place.StartsWith(Path.Combine("logs", ServiceNames.Worker), StringComparison.Ordinal));
        Assert.Equal(3, browser.Secrets.Count);
        Assert.Empty(leaks.PlacesOf([.. browser.Secrets, .. tokens.AccessTokens, .. tokens.RefreshTokens]));
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task SignedInAtTheHost_WhileAllWorkersAreDead_GoesOnOnceTheyAreBack()
    {
        await using var scenario = await fixture.PrepareAsync();
        using var browser = new Browser();
        var waiting = await SignInStack.RevokeAndParkAsync(scenario);

        await scenario.Stack.KillAsync([ServiceNames.WorkerOf(1), ServiceNames.WorkerOf(2)]);
        await browser.ConnectAsync(waiting.Link!);

        await scenario.EndsExactlyAsync();
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task HostKilledAfterTheSignIn_KeepsIt()
    {
        await using var scenario = await fixture.PrepareAsync();
        using var browser = new Browser();
        await SignInStack.RevokeAndParkAsync(scenario);

        await browser.ConnectAsync(fixture.WorkerPage);
        await scenario.Stack.KillAsync(ServiceNames.McpHost);

        await scenario.EndsExactlyAsync();
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task UndoThatWaits_GoesOnByItself()
    {
        await using var scenario = await FailureScenario.PrepareAsync(fixture);
        using var browser = new Browser();
        await browser.ConnectAsync(fixture.WorkerPage);
        await scenario.StartAsync();
        await scenario.Worker.CompleteAsync(scenario.SyncId);
        await SignInStack.RevokeAsync(scenario);
        await scenario.Worker.UndoAsync(scenario.SyncId);
        await Eventually.TrueAsync(async () => (await scenario.Worker.StatusAsync(scenario.SyncId)).Undo?.Waiting?.Reason is "sign_in");

        await browser.ConnectAsync(fixture.WorkerPage);

        await scenario.Worker.UndoneAsync(scenario.SyncId);
        await scenario.HoldsExactlyAsync(scenario.Others);
        await fixture.Collector.UntilItHoldsAsync($"edits/{scenario.SyncId} goes on");
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task PermissionMissing_IsMendedBySigningIn()
    {
        await using var scenario = await FailureScenario.PrepareAsync(fixture);
        using var browser = new Browser();
        await browser.ConnectAsync(fixture.WorkerPage);
        await scenario.FaultAsync("insufficient_scope");
        await scenario.StartAsync();
        var waiting = await scenario.UntilParkedAsync("scope", "Sign in");
        await scenario.Spotify.ClearFaultsAsync();

        await browser.ConnectAsync(waiting.Link!);

        await scenario.EndsExactlyAsync();
    }

    private async Task<LeakSearch> CollectAsync(Scenario scenario)
    {
        var leaks = new LeakSearch();
        leaks.Add("telemetry", fixture.Collector.Payloads);
        leaks.Add("histories", await new TemporalPayloads(scenario.Stack.TemporalAddress).ReadAsync());
        leaks.Add("the status", await scenario.Worker.GetAsync($"/syncs/{scenario.SyncId}"));
        await leaks.AddFilesAsync(scenario.Stack.DataDirectory);
        return leaks;
    }
}
