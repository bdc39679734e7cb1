using CsvHelper;
using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.EndToEnd.Tests.Support;
using MusicSync.LocalStack;
using MusicSync.Worker.Syncs;

namespace MusicSync.EndToEnd.Tests.Syncs;

/// <summary>A real list against a real catalogue; both lie in <c>../shared/data</c> beside the checkout.</summary>
public sealed class BigCatalogTests(BigCatalogTests.BigCatalogStack fixture) : IClassFixture<BigCatalogTests.BigCatalogStack>
{
    private const int Rows = 300;

    [Fact]
    public async Task ChartList_GoesInAsCsv_AndComesOutExactlyAsAccepted()
    {
        SharedData.OrSkip();
        using var worker = new WorkerApi(fixture.Stack.WorkerUrl);
        using var spotify = new SimulatorApi(fixture.Stack.SpotifyUrl);
        var queries = SharedData.Queries().Take(Rows).ToList();
        var csv = Csv(queries);

        var id = await worker.StartCsvAsync(csv, "Charts");
        var status = await worker.CompleteAsync(id);
        var rows = await worker.RowsAsync(id);

        var accepted = rows.Where(row => row.Outcome == RowOutcome.Accepted).ToList();
        var items = (await spotify.PlaylistAsync(status.Playlist.Id!)).Items;
        Assert.Equal(accepted.Select(row => row.TrackUri), items);
        Assert.Equal(items.Distinct(), items);
        AssertQuality(queries, rows);

        await spotify.ResetCallsAsync();
        var again = await worker.CompleteAsync(await worker.StartCsvAsync(csv, "Charts"));

        Assert.Equal(0, (await spotify.CallsAsync()).Writes);
        Assert.Equal(0, again.Changes.Added);
        Assert.Equal(items, (await spotify.PlaylistAsync(status.Playlist.Id!)).Items);
    }

    private static void AssertQuality(IReadOnlyList<Query> queries, IReadOnlyList<ReportRow> rows)
    {
        var answers = queries.Zip(rows, (query, row) => (query, row)).ToList();
        var matchable = answers.Where(answer => answer.query.Expected == "match").ToList();
        var found = matchable.Count(answer => answer.row.TrackUri is not null);
        var accepted = answers.Where(answer => answer.row.TrackUri is not null && answer.query.Expected != "review").ToList();
        var wrong = accepted.Count(answer => !answer.query.RightIds.Contains(answer.row.TrackUri!.Split(':')[^1]));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{found} of {matchable.Count} matchable rows accepted; {wrong} of {accepted.Count} accepted rows are wrong");

        Assert.True(found >= 0.93 * matchable.Count, $"Only {found} of {matchable.Count} rows were accepted.");
        Assert.True(wrong <= 0.015 * accepted.Count, $"{wrong} of {accepted.Count} accepted rows are wrong.");
    }

    private static string Csv(IEnumerable<Query> queries)
    {
        using var text = new StringWriter();
        using (var csv = CsvWriter.Create(text, CsvWriterOptions.Default, leaveOpen: true))
        {
            csv.WriteRecord(["title", "artist"]);
            foreach (var query in queries)
            {
                csv.WriteRecord([query.Title, query.Artist]);
            }
        }

        return text.ToString();
    }

    public sealed class BigCatalogStack : StackFixture
    {
        protected override LocalStackOptions Options => base.Options with { Catalog = SharedData.CatalogOrNull() };
    }
}
