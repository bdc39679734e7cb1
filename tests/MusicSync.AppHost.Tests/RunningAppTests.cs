using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace MusicSync.AppHost.Tests;

[Collection(OneAtATime.Name)]
public sealed class RunningAppTests(RunningApp app) : IClassFixture<RunningApp>
{
    [Theory]
    [InlineData("worker")]
    [InlineData("mcp-host")]
    [InlineData("temporal")]
    public async Task Sync_WhoseServiceIsKilled_EndsAsIfNothingHadHappened(string resource)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var sync = await app.StartSyncAsync($"Without {resource}", cancellationToken);
        await RunningApp.StatusAsync(sync, status => status.GetProperty("songs").GetProperty("matched").GetInt32() > 0, cancellationToken);

        var killed = await app.CommandAsync(resource, "kill", cancellationToken);
        Assert.True(killed.Success, killed.Message);
        await app.App.ResourceNotifications.WaitForResourceAsync(
            resource, state => KnownResourceStates.TerminalStates.Contains(state.Snapshot.State?.Text), cancellationToken);
        var ended = await RunningApp.StatusAsync(sync, IsFinal, cancellationToken);
        await app.App.ResourceNotifications.WaitForResourceHealthyAsync(resource, cancellationToken);

        Assert.Equal("completed", ended.GetProperty("state").GetString());
        Assert.Equal(
            (25, 1, 2),
            (Outcome(ended, "accepted"), Outcome(ended, "review"), Outcome(ended, "missing")));
        Assert.Equal(25, (await PlaylistAsync(ended, cancellationToken)).Distinct().Count());
        Assert.Equal(25, (await PlaylistAsync(ended, cancellationToken)).Count);
    }

    [Fact]
    public async Task SampleCommand_AnswersWithLinksToStatusReportAndTrace()
    {
        var cancellationToken = TestContext.Current.CancellationToken;

        var answer = await app.CommandAsync("worker", "sync-sample", cancellationToken);

        Assert.True(answer.Success, answer.Message);
        Assert.True(answer.Data is { Format: CommandResultFormat.Markdown, DisplayImmediately: true });
        Assert.Contains("28 songs are on their way into the playlist **Road trip**", answer.Data!.Value, StringComparison.Ordinal);
        Assert.Matches(@"\[Status\]\(http://localhost:\d+/syncs/\w+\)", answer.Data.Value);
        Assert.Matches(@"\[Report\]\(http://localhost:\d+/syncs/\w+/report\)", answer.Data.Value);
        var sync = new Uri(Regex.Match(answer.Data.Value, @"\[Status\]\((.*?)\)").Groups[1].Value);
        await RunningApp.StatusAsync(sync, IsFinal, cancellationToken);
        Assert.Matches(@"\[Trace\]\(.*/traces/detail/[0-9a-f]{32}\)", answer.Data.Value);
    }

    [Theory]
    [InlineData("storm", "rate_limited")]
    [InlineData("quota", "quota")]
    [InlineData("revoked", "grant_revoked")]
    [InlineData("down", "error_before")]
    public async Task Fault_IsSetAtTheSimulatorAndCleared(string command, string fault)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var simulator = app.App.CreateHttpClient("spotify-simulator", "http");

        var set = await app.CommandAsync("spotify-simulator", command, cancellationToken);
        var faults = await simulator.GetFromJsonAsync<JsonElement>("_simulator/faults", cancellationToken);
        var cleared = await app.CommandAsync("spotify-simulator", "clear-faults", cancellationToken);

        Assert.True(set.Success, set.Message);
        Assert.Equal(fault, Assert.Single(faults.EnumerateArray()).GetProperty("fault").GetString());
        Assert.True(cleared.Success, cleared.Message);
        Assert.Empty((await simulator.GetFromJsonAsync<JsonElement>("_simulator/faults", cancellationToken)).EnumerateArray());
    }

    private static bool IsFinal(JsonElement status) => status.GetProperty("finishedAt").ValueKind is not JsonValueKind.Null;

    private static int Outcome(JsonElement status, string name) => status.GetProperty("outcomes").GetProperty(name).GetInt32();

    private async Task<IReadOnlyList<string>> PlaylistAsync(JsonElement status, CancellationToken cancellationToken)
    {
        using var simulator = app.App.CreateHttpClient("spotify-simulator", "http");
        var playlist = await simulator.GetFromJsonAsync<JsonElement>(
            $"_simulator/playlists/{status.GetProperty("playlist").GetProperty("id").GetString()}", cancellationToken);
        return [.. playlist.GetProperty("items").EnumerateArray().Select(item => item.ToString())];
    }
}
