using System.Reflection;
using MusicSync.Worker.Spotify;
using MusicSync.Worker.Temporal;
using Temporalio.Activities;
using Temporalio.Workflows;

namespace MusicSync.Worker.Tests;

/// <summary>Names that running workflows, other processes and scripts rely on. Add to these lists; never change an entry.</summary>
public sealed class FrozenNamesTests
{
    [Fact]
    public void Activities_KeepTheirNames() => Assert.Equal(
        [
            "agent.model", "agent.songs", "agent.tool", "agent.tools", "choices.remember", "mcp-session.call", "mcp-session.close", "mcp-session.open", "mirror.keep", "order.run",
            "playlist.add", "playlist.await-created", "playlist.compare", "playlist.create", "playlist.edit", "playlist.find-by-name",
            "playlist.find-own", "playlist.get", "playlist.mirror", "playlist.mirror-settle", "playlist.place", "playlist.plan", "playlist.repair", "playlist.resolve-name",
            "playlist.settle", "playlist.submit", "playlist.submit-in-task", "playlist.take-out", "playlist.verify", "playlist.withdraw", "playlist.write", "songs.match", "songs.match-in-task",
        ],
        Methods<ActivityAttribute>().Select(found => ActivityDefinition.Create(found, Invoke).Name!).Order(StringComparer.Ordinal));

    [Fact]
    public void Workflows_KeepTheirNames() => Assert.Equal(
        ["AgentWorkflow", "ChoicesWorkflow", "EditsWorkflow", "MirroredTracksWorkflow", "MusicSyncWorkflow", "OrderWorkflow", "PlaylistNameWorkflow", "PlaylistWorkflow"],
        typeof(TaskQueues).Assembly.GetTypes()
            .Where(type => type.GetCustomAttribute<WorkflowAttribute>() is not null)
            .Select(type => WorkflowDefinition.Create(type).Name!).Order(StringComparer.Ordinal));

    [Fact]
    public void Queries_KeepTheirNames() => Assert.Equal(
        ["choices", "edits", "own", "rows", "status", "status", "transcript"],
        Methods<WorkflowQueryAttribute>()
            .Select(method => method.GetCustomAttribute<WorkflowQueryAttribute>()!.Name!).Order(StringComparer.Ordinal));

    [Fact]
    public void Updates_KeepTheirNames() => Assert.Equal(
        ["choose", "decide", "edit", "forget", "resolve", "resume", "resume", "say", "submit", "undo", "withdraw"],
        Methods<WorkflowUpdateAttribute>()
            .Select(method => method.GetCustomAttribute<WorkflowUpdateAttribute>()!.Name!).Order(StringComparer.Ordinal));

    [Fact]
    public void Signals_KeepTheirNames() => Assert.Equal(
        ["edit-ended", "give-up", "keep", "remember", "resume", "submit-ticket", "ticket-progress"],
        Methods<WorkflowSignalAttribute>()
            .Select(method => method.GetCustomAttribute<WorkflowSignalAttribute>()!.Name!).Order(StringComparer.Ordinal));

    [Fact]
    public void TaskQueue_KeepsItsName() => Assert.Equal("music-sync", TaskQueues.Sync);

    [Fact]
    public void QueueOfAProcess_KeepsItsName() => Assert.Equal("music-sync/1", TaskQueues.OfProcess("1"));

    [Fact]
    public void LostSession_KeepsItsType() => Assert.Equal("MCPServerStateError", ActivityFailureTypes.MCPServerStateError);

    [Fact]
    public void Tools_KeepTheirNames() => Assert.Equal(
        [
            "add_to_playlist", "create_playlist", "get_album", "get_playlist", "get_playlist_items", "get_track", "get_user_profile",
            "list_playlists", "remove_from_playlist", "reorder_playlist_items", "search_tracks",
        ],
        SpotifyTools.All.Select(tool => tool.Name).Order(StringComparer.Ordinal));

    private static IEnumerable<MethodInfo> Methods<TAttribute>()
        where TAttribute : Attribute => typeof(TaskQueues).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Where(method => method.GetCustomAttribute<TAttribute>() is not null);

    private static object? Invoke(object?[] arguments) => throw new NotSupportedException();
}
