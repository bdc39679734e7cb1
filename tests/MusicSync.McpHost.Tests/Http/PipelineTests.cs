using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using MusicSync.McpHost.Tests.Support;
using MusicSync.SpotifySimulator.Faults;

namespace MusicSync.McpHost.Tests.Http;

public sealed class PipelineTests
{
    private const string ReadItems = "GET " + TestBench.Items;
    private const string AddItems = "POST " + TestBench.Items;

    [Theory]
    [InlineData(FaultKind.ErrorBefore, 3)]
    [InlineData(FaultKind.DropBefore, 3)]
    [InlineData(FaultKind.RateLimited, 1)]
    [InlineData(FaultKind.Quota, 1)]
    public async Task Read_IsTriedThreeTimesOnFailureAndOnceOnALimit(FaultKind fault, int calls)
    {
        await using var bench = await TestBench.StartAsync();
        var playlist = bench.Spotify.Playlists.Add("Mine");
        bench.Fail(fault, ReadItems);

        var result = await bench.CallAsync("get_playlist_items", new { playlistId = playlist.Id });

        Assert.True(result.IsError);
        Assert.Equal(calls, bench.Calls(ReadItems));
    }

    [Fact]
    public async Task Read_ThatFailsTwice_SucceedsWithoutACallerNoticing()
    {
        await using var bench = await TestBench.StartAsync();
        var playlist = bench.Spotify.Playlists.Add("Mine", bench.Uris(2));
        bench.Spotify.Faults.Add(new FaultRule(FaultKind.ErrorBefore) { Endpoint = ReadItems, Times = 2 });

        var answer = (await bench.CallAsync("get_playlist_items", new { playlistId = playlist.Id })).Answer();

        Assert.Equal(2, answer.GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData(FaultKind.ErrorBefore, 0)]
    [InlineData(FaultKind.ErrorAfter, 1)]
    [InlineData(FaultKind.DropBefore, 0)]
    [InlineData(FaultKind.DropAfter, 1)]
    public async Task Write_ThatMayHaveRun_IsSentOnceAndReportedAsUnknown(FaultKind fault, int written)
    {
        await using var bench = await TestBench.StartAsync();
        var playlist = bench.Spotify.Playlists.Add("Mine");
        bench.Fail(fault, AddItems);

        var result = await bench.CallAsync("add_to_playlist", new { playlistId = playlist.Id, uris = bench.Uris(1) });

        Assert.Equal("upstream_unavailable", result.Kind());
        Assert.True(result.OutcomeUnknown());
        Assert.Equal(1, bench.Calls(AddItems));
        Assert.Equal(written, bench.Spotify.Playlists.Find(playlist.Id)!.Entries.Length);
    }

    [Fact]
    public async Task Write_ThatTakesTooLong_IsReportedAsUnknown()
    {
        await using var bench = await TestBench.StartAsync(new Dictionary<string, string?> { ["Spotify:WriteTimeout"] = "00:00:01" });
        var playlist = bench.Spotify.Playlists.Add("Mine");
        bench.Spotify.Faults.Add(new FaultRule(FaultKind.Latency) { Endpoint = AddItems, Duration = TimeSpan.FromMinutes(1) });
        // Its token is there then, so that the second is spent on the write alone.
        await bench.CallAsync("get_user_profile", new { });

        var result = await bench.CallAsync("add_to_playlist", new { playlistId = playlist.Id, uris = bench.Uris(1) });

        Assert.Equal("upstream_unavailable", result.Kind());
        Assert.True(result.OutcomeUnknown());
        Assert.Equal("Spotify did not answer within 1 s. The change may or may not have taken effect: read it back before repeating it.", result.Text());
    }

    [Fact]
    public async Task Write_ThatNeverReachedSpotify_LeavesNothingInDoubt()
    {
        await using var bench = await TestBench.StartAsync();
        var playlist = bench.Spotify.Playlists.Add("Mine");
        var uris = bench.Uris(1);
        await bench.CallAsync("get_user_profile", new { });
        await bench.Spotify.DisposeAsync();

        var result = await bench.CallAsync("add_to_playlist", new { playlistId = playlist.Id, uris });

        Assert.Equal("upstream_unavailable", result.Kind());
        Assert.False(result.OutcomeUnknown());
    }

    [Theory]
    [InlineData(FaultKind.RateLimited)]
    [InlineData(FaultKind.AccountBlocked)]
    public async Task Write_ThatSpotifyTurnedAway_LeavesNothingInDoubt(FaultKind fault)
    {
        await using var bench = await TestBench.StartAsync();
        var playlist = bench.Spotify.Playlists.Add("Mine");
        bench.Fail(fault, AddItems);

        var result = await bench.CallAsync("add_to_playlist", new { playlistId = playlist.Id, uris = bench.Uris(1) });

        Assert.False(result.OutcomeUnknown());
        Assert.Equal(1, bench.Calls(AddItems));
    }

    [Fact]
    public async Task Write_WhoseAnswerBreaksOff_IsReportedAsUnknown()
    {
        await using var bench = await ScriptedBench.StartAsync(async context =>
        {
            context.Response.StatusCode = 201;
            context.Response.ContentLength = 1_000;
            await context.Response.WriteAsync("{", TestContext.Current.CancellationToken);
            await context.Response.Body.FlushAsync(TestContext.Current.CancellationToken);
            context.Abort();
        });

        var result = await bench.Client.CallAsync("create_playlist", new { name = "New" });

        Assert.Equal("upstream_unavailable", result.Kind());
        Assert.True(result.OutcomeUnknown());
    }

    [Theory]
    [InlineData(200, "<html>Sign in to the wireless network</html>", "upstream_unavailable")]
    [InlineData(200, "{}", "upstream_unavailable")]
    [InlineData(502, "<html>Bad gateway</html>", "upstream_unavailable")]
    [InlineData(302, "", "upstream_unavailable")]
    [InlineData(403, "User not registered in the Developer Dashboard", "account_blocked")]
    public async Task Answer_ThatIsNotSpotifysJson_HasItsKind(int status, string body, string kind)
    {
        await using var bench = await ScriptedBench.StartAsync(LoopbackServer.Fixed(status, body, "text/html"));

        var result = await bench.Client.CallAsync("get_user_profile", new { });

        Assert.Equal(kind, result.Kind());
        Assert.DoesNotContain("<", result.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreatedPlaylist_WithoutAnIdInTheAnswer_IsReportedAsUnknown()
    {
        await using var bench = await ScriptedBench.StartAsync(LoopbackServer.Fixed(201, "{}", "application/json"));

        Assert.True((await bench.Client.CallAsync("create_playlist", new { name = "New" })).OutcomeUnknown());
    }

    [Fact]
    public async Task Write_AfterItsTime_IsNotSent()
    {
        await using var bench = await TestBench.StartAsync();
        var playlist = bench.Spotify.Playlists.Add("Mine");

        var result = await bench.CallAsync("add_to_playlist", new { playlistId = playlist.Id, uris = bench.Uris(1) }, NotAfter(-1));

        Assert.Equal("too_late", result.Kind());
        Assert.False(result.OutcomeUnknown());
        Assert.Equal(0, bench.Spotify.Calls.Total);
    }

    [Fact]
    public async Task Write_BeforeItsTime_IsSent()
    {
        await using var bench = await TestBench.StartAsync();
        var playlist = bench.Spotify.Playlists.Add("Mine");

        (await bench.CallAsync("add_to_playlist", new { playlistId = playlist.Id, uris = bench.Uris(1) }, NotAfter(60))).Answer();

        Assert.Equal(1, bench.Spotify.Calls.Writes);
    }

    private static JsonObject NotAfter(int seconds) =>
        new() { ["dev.musicsync/notAfter"] = DateTimeOffset.UtcNow.AddSeconds(seconds).ToString("O") };
}
