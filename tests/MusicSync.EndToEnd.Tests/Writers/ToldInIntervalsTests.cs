using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.Worker.Playlists.Writer;
using Temporalio.Api.History.V1;

namespace MusicSync.EndToEnd.Tests.Writers;

/// <summary>A sync is told at most once a second how far writing is, and everything that was written.</summary>
public sealed class ToldInIntervalsTests(LoneTemporal server) : IClassFixture<LoneTemporal>
{
    private const int Rows = 900;
    private static readonly TimeSpan AWrite = TimeSpan.FromMilliseconds(200);

    [Theory(Timeout = Chaos.Hung)]
    [InlineData(null)]
    [InlineData(4)]
    public async Task QuickWrites_AreToldTogether_EachRowOnceBeforeTheEnd(int? steps)
    {
        await using var lab = new WriterLab(server) { Steps = steps };

        var (ticket, end) = await WriteAsync(lab);

        var told = await lab.ReportsAsync(ticket);
        Assert.Equal(Enumerable.Range(1, Rows), end.Changes.Added!);
        Assert.Equal(Enumerable.Range(1, Rows), told.SkipLast(1).SelectMany(report => report.Changes.Added ?? []));
        Assert.Equal(TicketPhase.Writing, told[1].Phase);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task BetweenTwoReports_ASecondGoesBy()
    {
        await using var lab = new WriterLab(server);

        var (ticket, _) = await WriteAsync(lab);

        var writing = (await lab.ReportsAsync(ticket)).Count(report => report.Phase == TicketPhase.Writing);
        var times = ToldAt(await lab.History.EventsAsync()).Take(writing).ToList();
        Assert.True(times.Count >= 2);
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromSeconds(1)));
    }

    private static async Task<(Ticket Ticket, TicketProgress End)> WriteAsync(WriterLab lab)
    {
        lab.Playlist.Before("playlist.write", () => Task.Delay(AWrite, TestContext.Current.CancellationToken));
        var ticket = lab.Ticket("long", 1, Rows);
        await lab.SubmitAsync(ticket);
        return (ticket, await lab.EndAsync(ticket));
    }

    /// <summary>When the tasks began in which the writer told somebody something: the workflow's own clock.</summary>
    private static IEnumerable<DateTime> ToldAt(IReadOnlyList<HistoryEvent> events)
    {
        var byId = events.ToDictionary(item => item.EventId);
        foreach (var told in events.Select(item => item.SignalExternalWorkflowExecutionInitiatedEventAttributes).OfType<SignalExternalWorkflowExecutionInitiatedEventAttributes>())
        {
            var task = byId[told.WorkflowTaskCompletedEventId].WorkflowTaskCompletedEventAttributes;
            yield return byId[task.StartedEventId].EventTime.ToDateTime();
        }
    }
}
