using System.Text;
using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.EndToEnd.Tests.Failures;
using MusicSync.EndToEnd.Tests.Support;

namespace MusicSync.EndToEnd.Tests.Secrets;

/// <summary>A sync whose sign-in fails in every way leaves no secret anywhere: not in a log, a trace, an answer or a history.</summary>
[Collection(FailureCollection.Name)]
public sealed class SecretTests(FailureStack fixture)
{
    private const string Histories = "Temporal's histories";
    private const string Telemetry = "telemetry";
    private const string Answers = "answers";
    private const string ClientId = "simulator-client";
    private const string ClientSecret = "simulator-secret";

    // What the host writes when the accounts service refuses it: proof that its log is among what is searched.
    private const string Refusal = "Spotify gave no access token";

    [Fact(Timeout = Chaos.Hung)]
    public async Task RunWithFailedSignIns_LeavesNoSecretAnywhere()
    {
        await using var scenario = await Scenario.PrepareAsync(fixture);
        var leaks = new LeakSearch();

        await FailInEveryWayAsync(scenario, leaks);
        await scenario.EndsExactlyAsync();
        await AskEverythingAsync(scenario, leaks);
        await CollectAsync(scenario, leaks);

        // Each kind of place is there, and is read to the ground.
        Assert.Subset(leaks.PlacesOf(Refusal).ToHashSet(), new HashSet<string> { Telemetry, Path.Combine("logs", "mcp-host.log") });
        Assert.Subset(leaks.PlacesOf(scenario.Songs[^1].Title).ToHashSet(), new HashSet<string> { Histories, Answers });
        Assert.Empty(leaks.PlacesOf(await SecretsAsync(scenario)));
    }

    private static async Task FailInEveryWayAsync(Scenario scenario, LeakSearch leaks)
    {
        await scenario.StartAndMatchAsync();
        var issued = (await scenario.Spotify.TokensAsync()).AccessTokens.Count;
        await scenario.FaultAsync("unauthorized", Endpoints.Search, times: 1);
        await Eventually.TrueAsync(async () => (await scenario.Spotify.TokensAsync()).AccessTokens.Count > issued);
        await scenario.FaultAsync("grant_revoked");
        leaks.Add(Answers, (await scenario.UntilParkedAsync("sign_in", "Sign in")).Message);

        await scenario.Spotify.SetSecretAsync("another");
        await scenario.Spotify.GrantAsync();
        await scenario.FaultAsync("unauthorized", times: 1);
        await scenario.Worker.ResumeAsync(scenario.SyncId);
        leaks.Add(Answers, (await scenario.UntilParkedAsync("account", "Spotify__ClientSecret")).Message);

        await scenario.Spotify.SetSecretAsync(null);
        await scenario.Worker.ResumeAsync(scenario.SyncId);
    }

    /// <summary>Every document of both services, and refusals of each kind.</summary>
    private static async Task AskEverythingAsync(Scenario scenario, LeakSearch leaks)
    {
        string[] paths =
        [
            "/syncs", $"/syncs/{scenario.SyncId}", $"/syncs/{scenario.SyncId}/report", $"/syncs/{scenario.SyncId}/report?format=csv",
            "/syncs/unknown", "/health", "/health/mcp",
        ];
        foreach (var path in paths)
        {
            using var answer = await scenario.Worker.GetResponseAsync(path);
            await AddAsync(leaks, answer);
        }

        using var notParked = await scenario.Worker.TryResumeAsync(scenario.SyncId);
        await AddAsync(leaks, notParked);
        using var unknownPlaylist = await scenario.Worker.PostAsync("?playlist=0000000000000000000000", "title,artist\nA,B\n", "text/csv");
        await AddAsync(leaks, unknownPlaylist);
        using var http = new HttpClient { BaseAddress = scenario.Stack.McpHostUrl };
        using var hostHealth = await http.GetAsync(new Uri("/health", UriKind.Relative), TestContext.Current.CancellationToken);
        await AddAsync(leaks, hostHealth);
    }

    private async Task CollectAsync(Scenario scenario, LeakSearch leaks)
    {
        // Log records are sent every few seconds.
        await fixture.Collector.UntilItHoldsAsync(Refusal);
        leaks.Add(Telemetry, fixture.Collector.Payloads);
        leaks.Add(Histories, await new TemporalPayloads(scenario.Stack.TemporalAddress).ReadAsync());
        await leaks.AddFilesAsync(scenario.Stack.DataDirectory);
    }

    private static async Task<IReadOnlyList<string>> SecretsAsync(Scenario scenario)
    {
        var tokens = await scenario.Spotify.TokensAsync();
        Assert.InRange(tokens.AccessTokens.Count, 3, int.MaxValue);
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{ClientId}:{ClientSecret}"));
        return [ClientSecret, basic, .. tokens.RefreshTokens, .. tokens.AccessTokens];
    }

    private static async Task AddAsync(LeakSearch leaks, HttpResponseMessage answer) =>
        leaks.Add(Answers, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
}
