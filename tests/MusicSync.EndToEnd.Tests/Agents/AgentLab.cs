using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.EndToEnd.Tests.Hours;
using MusicSync.EndToEnd.Tests.Support;
using MusicSync.Worker.Agents;
using MusicSync.Worker.Agents.Models;
using MusicSync.Worker.Agents.Tools;
using MusicSync.Worker.Syncs;

namespace MusicSync.EndToEnd.Tests.Agents;

/// <summary>
/// Simulator, MCP host and worker in this process, with a scripted model, on a Temporal whose hours pass at once: the language of
/// the tests of agents.
/// </summary>
internal sealed class AgentLab : IAsyncDisposable
{
    private readonly SkippingStack _stack;

    private AgentLab(SkippingStack stack, ScriptedChatClient model) => (_stack, Model, Api) = (stack, model, new AgentApi(stack.WorkerUrl));

    public ScriptedChatClient Model { get; }

    public AgentApi Api { get; }

    public SkippingStack Stack => _stack;

    public WorkerApi Syncs => _stack.Worker;

    /// <summary>Arguments of <c>sync_songs</c> for all songs of the catalogue.</summary>
    public object AllSongs(string playlist) =>
        new { playlistName = playlist, songs = _stack.Songs.Select(song => new { song.Title, song.Artist }) };

    public static Task<AgentLab> StartAsync() => StartAsync(songs: 3, maxEvents: null);

    /// <param name="songs">How many songs the catalogue has.</param>
    /// <param name="maxEvents">Events after which an agent goes on in a new run.</param>
    /// <param name="servers">Settings below <c>Agents:Servers</c>.</param>
    public static async Task<AgentLab> StartAsync(int songs, int? maxEvents, params (string Setting, string Value)[] servers)
    {
        var model = new ScriptedChatClient();
        return new AgentLab(
            await SkippingStack.StartAsync(SkippingServer.Embedded, songs, builder =>
            {
                builder.Configuration.AddInMemoryCollection([new("Agents:MaxEvents", maxEvents?.ToString(System.Globalization.CultureInfo.InvariantCulture))]);
                builder.Configuration.AddInMemoryCollection(servers.Select(server => KeyValuePair.Create($"Agents:Servers:{server.Setting}", (string?)server.Value)));
                builder.Services.AddAgentServers(builder.Configuration);
                builder.Services.AddSingleton(new AgentModel("scripted", model));
            }),
            model);
    }

    public WorkflowHistory HistoryOf(string agent) => _stack.HistoryOfWorkflow(AgentWorkflow.IdOf(agent));

    /// <summary>The rows of the playlist that syncs made under this name; empty where there is none.</summary>
    public IReadOnlyList<string> Rows(string playlist) =>
        [.. _stack.Spotify.Playlists.All.Where(list => list.Details.Name == playlist).SelectMany(list => list.Uris)];

    public Task<SyncStatus> SyncAsync(string id) => Syncs.StatusAsync(id);

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await _stack.DisposeAsync();
        Model.Dispose();
    }
}
