using MusicSync.EndToEnd.Tests.Fixtures;

namespace MusicSync.EndToEnd.Tests.Telemetry;

/// <summary>One trace tells a sync's story over both services and both workflows.</summary>
public sealed class TraceTests(TelemetryStack fixture) : IClassFixture<TelemetryStack>
{
    private const string Worker = "worker";
    private const string McpHost = "mcp-host";

    [Fact]
    public async Task Search_IsInTheTraceOfTheRequest()
    {
        await SyncOneAsync(0, "Traced search");

        await AssertChainAsync(
            (Worker, "POST /syncs/"),
            (Worker, "StartWorkflow:MusicSyncWorkflow"),
            (Worker, "RunWorkflow:MusicSyncWorkflow"),
            (Worker, "RunActivity:songs.match-in-task"),
            (Worker, "chunk"),
            (Worker, "search"),
            (Worker, "tools/call search_tracks"),
            (McpHost, "tools/call search_tracks"),
            (McpHost, "GET"));
    }

    [Fact]
    public async Task LooksAtTheToolList_AreInNoTrace()
    {
        using var worker = fixture.Worker();
        await worker.GetAsync("/health/mcp");
        await SyncOneAsync(2, "Traced after a look");
        await AssertChainAsync((Worker, "POST /syncs/"), (Worker, "StartWorkflow:MusicSyncWorkflow"));

        Assert.DoesNotContain(fixture.Collector.Spans, span => span.Name == "tools/list");
    }

    [Fact]
    public async Task Write_IsInTheTraceOfTheRequest()
    {
        await SyncOneAsync(1, "Traced write");

        await AssertChainAsync(
            (Worker, "POST /syncs/"),
            (Worker, "RunActivity:playlist.submit"),
            (Worker, "RunActivity:playlist.add"),
            (Worker, "tools/call add_to_playlist"),
            (McpHost, "tools/call add_to_playlist"),
            (McpHost, "POST"));
    }

    [Fact]
    public async Task LongList_TellsItsStepsAndKeepsItsSearchesOut()
    {
        using var worker = fixture.Worker();
        await worker.CompleteAsync(await worker.StartAsync(new { playlistName = "Traced list", songs = fixture.Json(10, 110), priority = "bulk" }));

        await AssertChainAsync((Worker, "POST /syncs/"), (Worker, "parse"));
        await AssertChainAsync((Worker, "POST /syncs/"), (Worker, "RunActivity:playlist.resolve-name"), (Worker, "resolve"));
        await AssertChainAsync((Worker, "POST /syncs/"), (Worker, "RunActivity:songs.match"), (Worker, "chunk"));
        await AssertChainAsync((Worker, "POST /syncs/"), (Worker, "RunActivity:playlist.compare"), (Worker, "plan"));
        await AssertChainAsync((Worker, "POST /syncs/"), (Worker, "RunActivity:playlist.write"), (Worker, "write"), (McpHost, "POST"));
        await AssertChainAsync((Worker, "POST /syncs/"), (Worker, "RunActivity:playlist.verify"), (Worker, "verify"));
        Assert.InRange(SpansOf("RunActivity:playlist.verify").Count(span => span.Name is "search" or "tools/call search_tracks"), 0, 5);
    }

    /// <summary>All spans of the traces that hold a span of that name.</summary>
    private IEnumerable<CollectedSpan> SpansOf(string name)
    {
        var spans = fixture.Collector.Spans.ToList();
        var traces = spans.Where(span => span.Name == name).Select(span => span.TraceId).ToHashSet();
        return spans.Where(span => traces.Contains(span.TraceId));
    }

    private async Task SyncOneAsync(int song, string playlistName)
    {
        using var worker = fixture.Worker();
        await worker.CompleteAsync(await worker.StartAsync(new { playlistName, songs = fixture.Json(song, 1) }));
    }

    /// <summary>Waits for a span whose ancestors, from the root on, include these in this order.</summary>
    private async Task AssertChainAsync(params (string Service, string Name)[] chain)
    {
        var deadline = TimeProvider.System.GetUtcNow() + TestTimeouts.Default;
        while (!IsThere(chain))
        {
            Assert.True(TimeProvider.System.GetUtcNow() < deadline, $"No such chain; the spans are:\n{Describe(chain[^1].Name)}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
        }
    }

    private bool IsThere((string Service, string Name)[] chain)
    {
        var byId = ById();
        return byId.Values
            .Where(span => (span.Service, span.Name) == chain[^1])
            .Any(span => Follows(Ancestry(span, byId), chain));
    }

    private string Describe(string leaf)
    {
        var byId = ById();
        return string.Join('\n', byId.Values
            .Where(span => span.Name == leaf)
            .Select(span => string.Join(" > ", Ancestry(span, byId).Select(one => $"{one.Service} {one.Name}")))
            .Distinct());
    }

    private Dictionary<string, CollectedSpan> ById() =>
        fixture.Collector.Spans.GroupBy(span => span.SpanId).ToDictionary(same => same.Key, same => same.First());

    private static List<CollectedSpan> Ancestry(CollectedSpan span, Dictionary<string, CollectedSpan> byId)
    {
        var line = new List<CollectedSpan> { span };
        while (byId.TryGetValue(line[^1].ParentId, out var parent) && parent.TraceId == span.TraceId)
        {
            line.Add(parent);
        }

        line.Reverse();
        return line;
    }

    private static bool Follows(List<CollectedSpan> ancestry, (string Service, string Name)[] chain)
    {
        var found = 0;
        foreach (var span in ancestry)
        {
            if (found < chain.Length && (span.Service, span.Name) == chain[found])
            {
                found++;
            }
        }

        return found == chain.Length;
    }
}
