using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.Worker.Syncs;

namespace MusicSync.EndToEnd.Tests.Failures;

/// <summary>What tests of failures say about a scenario.</summary>
internal static class FailureScenario
{
    /// <summary>Songs of a list that is matched in one chunk, as bulk.</summary>
    public const int Songs = 30;

    public static Task<Scenario> PrepareAsync(FailureStack stack) => Scenario.PrepareAsync(stack, stack.Take(Songs), []);

    /// <summary>Starts the sync and returns when a third of its songs are found.</summary>
    public static async Task StartAndMatchAsync(this Scenario scenario)
    {
        await scenario.Faults.SlowSearchesAsync();
        await scenario.StartAsync();
        await scenario.UntilCallsAsync(Endpoints.Search, Songs / 3);
    }

    /// <summary>Waits until the status says what the sync waits for, and expects the reason to be this one.</summary>
    public static async Task<SyncWaiting> UntilWaitingForAsync(this Scenario scenario, string reason)
    {
        var status = await scenario.Worker.WaitAsync(scenario.SyncId, status => status.Waiting?.Reason == reason);
        Assert.Equal(SyncState.Waiting, status.State);
        return status.Waiting!;
    }

    /// <summary>Waits until somebody has to act; the text says how, and how to go on.</summary>
    public static async Task<SyncWaiting> UntilParkedAsync(this Scenario scenario, string reason, string remedy)
    {
        var waiting = await scenario.UntilWaitingForAsync(reason);
        Assert.Null(waiting.Until);
        Assert.Contains(remedy, waiting.Message, StringComparison.Ordinal);
        Assert.Contains($"POST /syncs/{scenario.SyncId}/resume", waiting.Message, StringComparison.Ordinal);
        return waiting;
    }

    public static async Task<SyncStatus> ResumeAndEndExactlyAsync(this Scenario scenario)
    {
        await scenario.Worker.ResumeAsync(scenario.SyncId);
        return await scenario.EndsExactlyAsync();
    }

    /// <summary>Every status until the end.</summary>
    public static async Task<IReadOnlyList<SyncStatus>> WatchAsync(this Scenario scenario)
    {
        var seen = new List<SyncStatus>();
        await scenario.Worker.WaitAsync(scenario.SyncId, status =>
        {
            seen.Add(status);
            return status.FinishedAt is not null;
        });
        return seen;
    }

    public static async Task<SyncError> FailsAsync(this Scenario scenario)
    {
        var status = await scenario.Worker.WaitAsync(scenario.SyncId, status => status.FinishedAt is not null);
        Assert.Equal(SyncState.Failed, status.State);
        return status.Error!;
    }

    /// <summary>A rule for one endpoint, or for all.</summary>
    public static Task FaultAsync(
        this Scenario scenario, string fault, string endpoint = "*", int? times = null, int? retryAfterSeconds = null, int? status = null) =>
        scenario.Spotify.FaultAsync(new { endpoint, fault, times, retryAfterSeconds, status });
}
