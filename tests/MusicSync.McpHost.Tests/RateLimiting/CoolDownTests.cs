using Microsoft.Extensions.Time.Testing;
using MusicSync.McpHost.Failures;
using MusicSync.McpHost.Http;
using MusicSync.McpHost.RateLimiting;
using MusicSync.McpHost.Tests.Support;
using MusicSync.SpotifySimulator.Faults;

namespace MusicSync.McpHost.Tests.RateLimiting;

public sealed class CoolDownTests
{
    private const string Search = "GET /v1/search";
    private const string ReadItems = "GET " + TestBench.Items;

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    [Fact]
    public async Task Storm_OfEveryThirdCall_SendsNothingDuringACoolDown()
    {
        await using var bench = await TestBench.StartAsync(_time, []);
        bench.Spotify.Faults.Add(new FaultRule(FaultKind.RateLimited) { Every = 3, RetryAfter = TimeSpan.FromSeconds(5) });

        for (var round = 1; round <= 4; round++)
        {
            Assert.False((await bench.SearchAsync($"first of round {round}")).IsError is true);
            Assert.False((await bench.SearchAsync($"second of round {round}")).IsError is true);
            Assert.Equal(5, (await bench.SearchAsync("stopped by Spotify")).RetryAfterSeconds());

            _time.Advance(TimeSpan.FromSeconds(2));
            Assert.Equal(3, (await bench.SearchAsync("stopped by the gate")).RetryAfterSeconds());

            Assert.Equal(3 * round, bench.Spotify.Calls.Total);
            _time.Advance(TimeSpan.FromSeconds(3));
        }

        Assert.Equal(4, bench.Spotify.Calls.Rejected);
    }

    [Fact]
    public async Task CallsThatWaitInTheGate_AreNotSentIntoAStopThatBeginsMeanwhile()
    {
        await using var bench = await TestBench.StartAsync(_time, new() { ["Gate:Concurrency"] = "1", ["Gate:BulkConcurrency"] = "1" });
        bench.Spotify.Faults.Add(new FaultRule(FaultKind.RateLimited) { Every = 3, RetryAfter = TimeSpan.FromSeconds(5) });

        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(call => bench.SearchAsync($"query {call}")));

        Assert.Equal(2, results.Count(result => result.IsError is not true));
        Assert.All(results.Where(result => result.IsError is true), result => Assert.Equal("rate_limited", result.Kind()));
        Assert.Equal(3, bench.Spotify.Calls.Total);
    }

    [Fact]
    public async Task AfterA429_NothingBegins_WhateverIsStillInFlight()
    {
        const int InFlight = 8;
        var (arrived, calls) = (new TaskCompletionSource(), 0);
        var answered = new TaskCompletionSource();
        await using var bench = await ScriptedBench.StartAsync(async context =>
        {
            var call = Interlocked.Increment(ref calls);
            if (call == InFlight)
            {
                arrived.SetResult();
            }

            await arrived.Task;
            if (call == 1)
            {
                context.Response.Headers.RetryAfter = "60";
                await ScriptedBench.JsonAsync(context, 429, "{}");
                return;
            }

            await answered.Task;
            await ScriptedBench.JsonAsync(context, 200, """{"tracks":{"items":[]}}""");
        });
        var first = Enumerable.Range(0, InFlight).Select(call => bench.Client.CallAsync("search_tracks", new { query = $"first {call}" })).ToList();

        var stopped = await await Task.WhenAny(first);
        var later = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(call => bench.Client.CallAsync("search_tracks", new { query = $"later {call}" })));
        answered.SetResult();
        var results = await Task.WhenAll(first);

        Assert.Equal("rate_limited", stopped.Kind());
        Assert.All(later, result => Assert.Equal("rate_limited", result.Kind()));
        Assert.Equal(InFlight - 1, results.Count(result => result.IsError is not true));
        Assert.Equal(InFlight, calls);
    }

    [Fact]
    public async Task CallThatTheGateHasLetThrough_IsNotSentIntoAStopThatBeginsThen()
    {
        await using var bench = await TestBench.StartAsync(_time, []);
        using var wire = bench.Host.Get<WireHandler>();
        using var spotify = new HttpClientHandler();
        wire.InnerHandler = spotify;
        using var invoker = new HttpMessageInvoker(wire, disposeHandler: false);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(bench.Spotify.ApiUrl, "v1/search?q=one&type=track"));
        var call = SpotifyCall.Read(scope: null);
        call.AttachTo(request);
        bench.Host.Get<QuotaStore>().Stop(CallFamily.Search, FailureKind.RateLimited, TimeSpan.FromSeconds(5));

        var refused = await Assert.ThrowsAsync<SpotifyException>(
            () => invoker.SendAsync(request, TestContext.Current.CancellationToken));

        Assert.Equal((FailureKind.RateLimited, 0, 0), (refused.Failure.Kind, call.Sent, bench.Spotify.Calls.Total));
    }

    [Fact]
    public async Task QuotaStop_OfMostOfADay_SurvivesARestartToTheSecond()
    {
        await using var bench = await TestBench.StartAsync(_time, []);
        bench.Spotify.Faults.Add(new FaultRule(FaultKind.Quota) { Endpoint = Search, RetryAfter = TimeSpan.FromSeconds(48_925) });

        var stopped = await bench.SearchAsync("one");
        await bench.RestartHostAsync();
        var afterRestart = await bench.SearchAsync("two");
        _time.Advance(TimeSpan.FromSeconds(925));
        await bench.RestartHostAsync();
        var later = await bench.SearchAsync("three");

        Assert.All([stopped, afterRestart, later], result => Assert.Equal("quota_exhausted", result.Kind()));
        Assert.Equal(48_925, stopped.RetryAfterSeconds());
        Assert.Equal(48_925, afterRestart.RetryAfterSeconds());
        Assert.Equal(48_000, later.RetryAfterSeconds());
        Assert.Equal(1, bench.Spotify.Calls.Total);
    }

    [Fact]
    public async Task RateLimit_OfMostOfADay_KeepsItsKind()
    {
        await using var bench = await TestBench.StartAsync(_time, []);
        bench.Spotify.Faults.Add(new FaultRule(FaultKind.RateLimited) { RetryAfter = TimeSpan.FromSeconds(48_925) });

        var results = new[] { await bench.SearchAsync("one"), await bench.SearchAsync("two") };

        Assert.All(results, result => Assert.Equal(("rate_limited", 48_925), (result.Kind(), result.RetryAfterSeconds())));
        Assert.Equal(1, bench.Spotify.Calls.Total);
    }

    [Fact]
    public async Task Stop_OfSearches_LeavesPlaylistsAlone()
    {
        await using var bench = await TestBench.StartAsync(_time, []);
        var playlist = bench.Spotify.Playlists.Add("Mine", bench.Uris(2));
        bench.Fail(FaultKind.Quota, Search);
        Assert.Equal("quota_exhausted", (await bench.SearchAsync("one")).Kind());

        (await bench.CallAsync("get_playlist_items", new { playlistId = playlist.Id })).Answer();
        (await bench.CallAsync("add_to_playlist", new { playlistId = playlist.Id, uris = bench.Uris(1) })).Answer();
        (await bench.CallAsync("get_user_profile", new { })).Answer();
    }

    [Fact]
    public async Task Stop_InTheMiddleOfAnImport_AsksNoSearchTwice()
    {
        await using var bench = await TestBench.StartAsync(_time, []);
        string[] queries = [.. bench.Spotify.Catalog.Tracks.Select(track => track.Title).Distinct(StringComparer.OrdinalIgnoreCase).Take(40)];
        await SearchAllAsync(bench, queries[..15]);
        bench.Fail(FaultKind.Quota, Search);

        var stopped = await Task.WhenAll(queries[15..].Chunk(1).Select(query => bench.SearchAsync(query[0])));
        var sentIntoTheStop = bench.Calls(Search) - 15;
        await SearchAllAsync(bench, queries[..15]);

        Assert.All(stopped, result => Assert.Equal("quota_exhausted", result.Kind()));
        Assert.InRange(sentIntoTheStop, 1, 16);
        Assert.Equal(15 + sentIntoTheStop, bench.Calls(Search));

        bench.Spotify.Faults.Clear();
        _time.Advance(TimeSpan.FromHours(1));
        await SearchAllAsync(bench, queries);
        Assert.Equal(40 + sentIntoTheStop, bench.Calls(Search));
    }

    [Fact]
    public async Task Retry_OfARead_MeetsTheStopThatBeganAfterItsFirstTry()
    {
        await using var bench = await TestBench.StartAsync();
        var playlist = bench.Spotify.Playlists.Add("Mine");
        bench.Spotify.Faults.Add(new FaultRule(FaultKind.ErrorBefore) { Endpoint = ReadItems, Times = 1 });
        bench.Spotify.Faults.Add(new FaultRule(FaultKind.RateLimited) { Endpoint = ReadItems });

        var result = await bench.CallAsync("get_playlist_items", new { playlistId = playlist.Id });

        Assert.Equal("rate_limited", result.Kind());
        Assert.Equal(2, bench.Calls(ReadItems));
    }

    [Fact]
    public async Task Health_DuringAStop_IsDegradedAndNamesIt()
    {
        await using var bench = await TestBench.StartAsync(_time, []);
        bench.Fail(FaultKind.Quota, Search);
        await bench.SearchAsync("one");

        var (status, body) = await bench.Host.ProbeAsync("/health");

        Assert.Equal(System.Net.HttpStatusCode.OK, status);
        Assert.Equal("degraded", body.GetProperty("status").GetString());
        var until = (_time.GetUtcNow() + TimeSpan.FromHours(1)).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(
            $"search: quota_exhausted until {until}Z. In flight: 0, waiting: 0, tokens: not counted. search: 1 calls in 24 h, quota ended at 1.",
            body.GetProperty("checks").GetProperty("spotify-limits").GetProperty("detail").GetString());
        Assert.Equal(1, bench.Spotify.Calls.Total);
    }

    private static async Task SearchAllAsync(TestBench bench, IEnumerable<string> queries)
    {
        foreach (var query in queries)
        {
            (await bench.SearchAsync(query)).Answer();
        }
    }
}
