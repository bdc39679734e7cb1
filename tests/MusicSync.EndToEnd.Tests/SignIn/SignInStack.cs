using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.EndToEnd.Tests.Failures;
using MusicSync.LocalStack;
using MusicSync.Worker.Syncs;

namespace MusicSync.EndToEnd.Tests.SignIn;

/// <summary>A stack of its own: the other tests of failures renew the sign-in that the host was started with.</summary>
public sealed class SignInStack : FailureStack
{
    /// <inheritdoc/>
    protected override LocalStackOptions Options
    {
        get
        {
            var options = base.Options;
            return options with
            {
                // Both look for parked syncs, and one is always the second.
                Workers = 2,
                Environment = new Dictionary<string, string>(options.Environment) { ["SignIn__LookEvery"] = "00:00:02" },
            };
        }
    }

    internal Uri WorkerPage => new(Stack.WorkerUrl, "signin");

    internal Uri HostPage => new(Stack.McpHostUrl, "signin");

    internal async Task<Scenario> PrepareAsync()
    {
        var scenario = await FailureScenario.PrepareAsync(this);
        await scenario.StartAndMatchAsync();
        return scenario;
    }

    /// <summary>The user takes back whatever is consented to; gives what the parked sync says.</summary>
    internal static async Task<SyncWaiting> RevokeAndParkAsync(Scenario scenario)
    {
        await RevokeAsync(scenario);
        return await scenario.UntilParkedAsync("sign_in", "Sign in");
    }

    internal static async Task RevokeAsync(Scenario scenario)
    {
        foreach (var refreshToken in (await scenario.Spotify.TokensAsync()).RefreshTokens)
        {
            await scenario.Spotify.RevokeAsync(refreshToken);
        }
    }
}
