using System.Runtime.CompilerServices;
using Microsoft.Extensions.Time.Testing;
using MusicSync.SessionWorker;
using MusicSync.Worker.Agents;
using MusicSync.Worker.Api.Watching;
using MusicSync.Worker.Orders;
using MusicSync.Worker.Playlists.Naming;
using MusicSync.Worker.Playlists.Writer;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Syncs.Edits;
using MusicSync.Worker.Syncs.Mirrors;
using MusicSync.Worker.Syncs.Remembered;
using MusicSync.Worker.Temporal;
using Temporalio.Common;
using Temporalio.Worker;

namespace MusicSync.Worker.Tests;

/// <summary>
/// Histories of real runs, replayed with today's code: a running workflow must survive a deployment. Never change a file in
/// <c>Histories</c>; when workflow logic changes, keep the old way behind <c>Workflow.Patched</c> and add a new file
/// (<c>temporal workflow show -w ID --output json</c>).
/// </summary>
public sealed class ReplayTests
{
    public static TheoryData<string> Histories => [.. Directory.GetFiles(Folder(), "*.json").Select(file => Path.GetFileNameWithoutExtension(file))];

    [Theory]
    [MemberData(nameof(Histories))]
    public async Task StoredHistory_ReplaysWithTodaysCode(string name)
    {
        var json = await JsonOfAsync(name);

        var result = await Replayer().ReplayWorkflowAsync(WorkflowHistory.FromJson(name, json), throwOnReplayFailure: false, TestContext.Current.CancellationToken);

        Assert.Null(result.ReplayFailure);
    }

    [Fact]
    public async Task HistoryOfOtherLogic_IsNoticed()
    {
        var json = await JsonOfAsync("sync-completed");
        var other = json.Replace("\"playlist.submit\"", "\"playlist.hand-over\"", StringComparison.Ordinal);

        var result = await Replayer().ReplayWorkflowAsync(WorkflowHistory.FromJson("other", other), throwOnReplayFailure: false, TestContext.Current.CancellationToken);

        Assert.NotNull(result.ReplayFailure);
    }

    /// <summary>What a sync says while it is replayed was true once.</summary>
    [Fact]
    public async Task ReplayedSync_TellsNobodyHowItStands()
    {
        const string Name = "sync-continued-first-run";
        var json = await JsonOfAsync(Name);
        var watched = new WatchedSyncs(new FakeTimeProvider());
        watched.Look(Name);

        await Replayer(watched).ReplayWorkflowAsync(WorkflowHistory.FromJson(Name, json), throwOnReplayFailure: true, TestContext.Current.CancellationToken);

        Assert.Null(watched.Look(Name));
    }

    private static WorkflowReplayer Replayer() => Replayer(new WatchedSyncs(TimeProvider.System));

    private static WorkflowReplayer Replayer(WatchedSyncs watched) => new(new WorkflowReplayerOptions
    {
        DataConverter = TemporalJson.DataConverter,
        Interceptors = [new TracingInterceptor(), watched],
        // A busy machine that stands still for two seconds is no deadlock.
        DebugMode = true,
    }
        .AddWorkflow<MusicSyncWorkflow>()
        .AddWorkflow<AgentWorkflow>()
        .AddWorkflow<EditsWorkflow>()
        .AddWorkflow<ChoicesWorkflow>()
        .AddWorkflow<MirroredTracksWorkflow>()
        .AddWorkflow<OrderWorkflow>()
        .AddWorkflow<PlaylistWorkflow>()
        .AddWorkflow<PlaylistNameWorkflow>()
        .AddWorkflow<SessionWorkflow>());

    private static Task<string> JsonOfAsync(string name) =>
        File.ReadAllTextAsync(Path.Combine(Folder(), $"{name}.json"), TestContext.Current.CancellationToken);

    private static string Folder([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "Histories");
}
