using System.Collections.Concurrent;
using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Playlists.Naming;
using Temporalio.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Worker;

namespace MusicSync.EndToEnd.Tests.Writers;

/// <summary>The workflow of a name never closes: what it knows comes along, and its settings are those of who asks.</summary>
public sealed class ContinuedNameTests(LoneTemporal server) : IClassFixture<LoneTemporal>
{
    private static readonly NameSettings EachAnswerARun = new(0.1, TimeSpan.FromMinutes(1), ContinueAsNewAfterSteps: 1);

    [Fact(Timeout = Chaos.Hung)]
    public async Task PlaylistJustMade_IsKnownInTheNextRun_ThoughItIsNotListedYet()
    {
        var library = new UnlistedLibrary();

        var answers = await ResolveAsync(library, EachAnswerARun, EachAnswerARun, EachAnswerARun);

        Assert.Equal(1, library.Created);
        Assert.All(answers, answer => Assert.Equal("made1", answer.Id));
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task Settings_AreThoseOfWhoAsks()
    {
        var library = new UnlistedLibrary();

        await ResolveAsync(library, EachAnswerARun, EachAnswerARun with { SettleTime = TimeSpan.Zero });

        // With no time to settle, not being listed means not being there.
        Assert.Equal(2, library.Created);
    }

    private async Task<IReadOnlyList<PlaylistRef>> ResolveAsync(UnlistedLibrary library, params IReadOnlyList<NameSettings> asking)
    {
        var name = new PlaylistName("user", $"Name {Guid.NewGuid():N}", 0.1, TimeSpan.FromHours(1));
        var options = new TemporalWorkerOptions(name.Name).AddWorkflow<PlaylistNameWorkflow>().AddAllActivities(library);
        using var worker = new TemporalWorker(server.Client, options);
        return await worker.ExecuteAsync(
            async () =>
            {
                var answers = new List<PlaylistRef>();
                foreach (var settings in asking)
                {
                    var start = WithStartWorkflowOperation.Create(
                        (PlaylistNameWorkflow workflow) => workflow.RunAsync(name),
                        new(PlaylistNameWorkflow.IdOf(name.UserId, name.Name), name.Name) { IdConflictPolicy = WorkflowIdConflictPolicy.UseExisting });
                    answers.Add(await server.Client.ExecuteUpdateWithStartWorkflowAsync(
                        (PlaylistNameWorkflow workflow) => workflow.ResolveAsync(settings), new($"{answers.Count}", start)));
                }

                return answers;
            },
            TestContext.Current.CancellationToken);
    }

    /// <summary>A user's playlists, in which a new one does not show yet.</summary>
    private sealed class UnlistedLibrary
    {
        private int _created;

        public int Created => _created;

        private ConcurrentQueue<OwnPlaylist> Asked { get; } = [];

        [Activity("playlist.find-own")]
        public FoundPlaylist FindOwn(OwnPlaylist wanted)
        {
            Asked.Enqueue(wanted);
            return new FoundPlaylist(Playlist: null);
        }

        [Activity("playlist.create")]
        public CreatedPlaylist Create(CreatePlaylist request) =>
            new(new PlaylistRef($"made{Interlocked.Increment(ref _created)}", request.Name, Url: null));
    }
}
