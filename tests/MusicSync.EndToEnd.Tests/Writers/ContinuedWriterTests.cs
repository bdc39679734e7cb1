using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.Worker.Playlists.Writer;
using Temporalio.Exceptions;

namespace MusicSync.EndToEnd.Tests.Writers;

/// <summary>A writer that goes on in a new run every few steps, and what several tickets know of one list.</summary>
public sealed class ContinuedWriterTests(LoneTemporal server) : IClassFixture<LoneTemporal>
{
    private const string Write = "playlist.write";

    [Theory(Timeout = Chaos.Hung)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task ManyTickets_OverManyRuns_AreEachWrittenOnce(int steps)
    {
        await using var lab = new WriterLab(server) { Steps = steps };
        var tickets = Enumerable.Range(0, 6).Select(i => lab.Ticket($"t{i}", (i * 50) + 1, 100, interactive: i % 2 == 1)).ToList();

        await Task.WhenAll(tickets.Select(lab.SubmitAsync));
        var ended = await Task.WhenAll(tickets.Select(lab.EndAsync));
        await Task.WhenAll(tickets.Select(lab.SubmitAsync));
        var last = lab.Ticket("last", 1_000, 1);
        await lab.SubmitAsync(last);
        await lab.EndAsync(last);

        Assert.All(ended, end => Assert.Equal(TicketPhase.Done, end.Phase));
        Assert.Equal(351, lab.Playlist.Uris.Count);
        Assert.Distinct(lab.Playlist.Uris);
        Assert.True(await lab.History.RunsAsync() >= tickets.Count / steps);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task EditThatAnotherTicketSaw_IsLookedUpAgain_AndNothingIsDoubled()
    {
        await using var lab = new WriterLab(server);
        var (bulk, one) = (lab.Ticket("bulk", 1, 250), lab.Ticket("one", 900, 1, interactive: true));
        using var held = lab.Playlist.Hold(Write);
        await lab.SubmitAsync(bulk);
        await lab.Playlist.BegunAsync(Write);
        await lab.SubmitAsync(one);

        // Between two batches of the import somebody adds one of its songs by hand; the single song's look at the list sees it.
        lab.Playlist.Before("playlist.add", () =>
        {
            lab.Playlist.Before("playlist.add", () => Task.CompletedTask);
            lab.Playlist.Add(WriterLab.Uri(250));
            return Task.CompletedTask;
        });
        held.Dispose();
        await lab.EndAsync(one);
        var ended = await lab.EndAsync(bulk);

        Assert.Equal(251, lab.Playlist.Uris.Count);
        Assert.Distinct(lab.Playlist.Uris);
        Assert.Equal([250], ended.Changes.AlreadyPresent!);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task Bound_CountsWhatIsCarried_AndARepeatIsNeverRefused()
    {
        await using var lab = new WriterLab(server) { MaxCarriedTracks = 250 };
        var (first, second, third) = (lab.Ticket("a", 1, 200), lab.Ticket("b", 301, 50), lab.Ticket("c", 401, 1));
        using var held = lab.Playlist.Hold(Write);
        await lab.SubmitAsync(first);
        await lab.SubmitAsync(second);

        var refused = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(() => lab.SubmitAsync(third));
        await lab.SubmitAsync(first);
        await lab.SubmitAsync(second);
        held.Dispose();
        await lab.EndAsync(first);
        await lab.EndAsync(second);
        await lab.SubmitAsync(third);
        await lab.EndAsync(third);

        Assert.Equal("PlaylistBusy", Assert.IsType<ApplicationFailureException>(refused.InnerException).ErrorType);
        Assert.Equal(251, lab.Playlist.Uris.Count);
    }
}
