using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MusicSync.McpHost.Tests.Support;
using MusicSync.SpotifySimulator.Accounts;
using MusicSync.SpotifySimulator.Faults;
using MusicSync.SpotifySimulator.Hosting;

namespace MusicSync.McpHost.Tests.Tools;

public sealed class ErrorContractTests
{
    private static readonly string[] ReadOnlyScopes = ["playlist-read-private"];
    private static readonly string[] DeadTracks = ["0000000000000000000000"];

    [Theory]
    [InlineData(FaultKind.RateLimited, "rate_limited", 429)]
    [InlineData(FaultKind.Quota, "quota_exhausted", 429)]
    [InlineData(FaultKind.InsufficientScope, "insufficient_scope", 403)]
    [InlineData(FaultKind.AccountBlocked, "account_blocked", 403)]
    [InlineData(FaultKind.ErrorBefore, "upstream_unavailable", 502)]
    [InlineData(FaultKind.GrantRevoked, "unauthorized", 400)]
    public async Task Fault_AtSpotify_ArrivesAsItsKind(FaultKind fault, string kind, int status)
    {
        await using var bench = await TestBench.StartAsync();
        bench.Fail(fault);

        var result = await bench.CallAsync("list_playlists", new { });

        Assert.Equal(kind, result.Kind());
        Assert.Equal(status, result.Error().GetProperty("httpStatus").GetInt32());
        Assert.False(result.OutcomeUnknown());
    }

    [Fact]
    public async Task InsufficientScope_NamesTheScope()
    {
        await using var bench = await TestBench.StartAsync();
        var playlist = bench.Spotify.Playlists.Add("Mine");
        bench.Spotify.Grants.Renew(SimulatorAccount.RefreshToken, ReadOnlyScopes);

        var result = await bench.CallAsync("add_to_playlist", new { playlistId = playlist.Id, uris = bench.Uris(1) });

        Assert.Equal("insufficient_scope", result.Kind());
        Assert.Equal("playlist-modify-public playlist-modify-private", result.Error().GetProperty("requiredScope").GetString());
    }

    [Fact]
    public async Task UnknownPlaylist_ArrivesAsNotFound()
    {
        await using var bench = await TestBench.StartAsync();

        Assert.Equal("not_found", (await bench.CallAsync("get_playlist", new { playlistId = "0000000000000000000000" })).Kind());
    }

    [Fact]
    public async Task RowsOfSomebodyElsesPlaylist_ArriveAsForbidden()
    {
        await using var bench = await TestBench.StartAsync();
        var foreign = bench.Spotify.Playlists.Set("1111111111111111111111", [], "Foreign", SimulatorAccount.SomebodyElse);

        Assert.Equal("forbidden", (await bench.CallAsync("get_playlist_items", new { playlistId = foreign.Id })).Kind());
    }

    [Fact]
    public async Task DeadTrackInABatch_ArrivesAsInvalidArgumentInSpotifysWords()
    {
        await using var bench = await TestBench.StartAsync();
        var playlist = bench.Spotify.Playlists.Add("Mine");

        var result = await bench.CallAsync("add_to_playlist", new { playlistId = playlist.Id, uris = DeadTracks });

        Assert.Equal("invalid_argument", result.Kind());
        Assert.Contains("non-existing", result.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Spotify:ClientSecret", "wrong", "misconfigured", "Spotify__ClientSecret")]
    [InlineData("Spotify:RefreshToken", null, "unauthorized", "/signin.")]
    [InlineData("Spotify:RefreshToken", "unknown", "unauthorized", "/signin.")]
    public async Task Credentials_WrongOrMissing_StartTheHostAndSayWhatToDo(string key, string? value, string kind, string remedy)
    {
        await using var bench = await TestBench.StartAsync(new Dictionary<string, string?> { [key] = value });

        var result = await bench.CallAsync("get_user_profile", new { });

        Assert.Equal(kind, result.Kind());
        Assert.Contains(remedy, result.Text(), StringComparison.Ordinal);
        Assert.Equal(0, bench.Spotify.Calls.Total);
    }

    [Fact]
    public async Task RetryAfter_OfMostOfADay_ArrivesToTheSecondAndIsNotWaitedFor()
    {
        await using var bench = await TestBench.StartAsync();
        bench.Spotify.Faults.Add(new FaultRule(FaultKind.Quota) { RetryAfter = TimeSpan.FromSeconds(48_925) });

        var result = await bench.CallAsync("search_tracks", new { query = "anything" });

        Assert.Equal("quota_exhausted", result.Kind());
        Assert.Equal(48_925, result.Error().GetProperty("retryAfterSeconds").GetInt32());
        Assert.Equal(1, bench.Spotify.Calls.Total);
    }

    [Fact]
    public async Task Defect_ArrivesAsInternalWithTheTraceAndNothingElse()
    {
        var clock = new BreakableClock();
        await using var bench = await TestBench.StartAsync(
            new SimulatorOptions(), [], services => services.AddSingleton<TimeProvider>(clock));
        clock.Broken = true;

        var result = await bench.CallAsync("get_user_profile", new { });

        Assert.Equal("internal", result.Kind());
        Assert.Matches("^Internal error in the Spotify host, trace [0-9a-f]{32}\\. Its log says more under this id\\.$", result.Text());
        Assert.Contains(BreakableClock.Secret, bench.Host.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(BreakableClock.Secret, JsonSerializer.Serialize(result.Meta), StringComparison.Ordinal);
    }

    private sealed class BreakableClock : TimeProvider
    {
        public const string Secret = "an inner detail";

        public bool Broken { get; set; }

        public override DateTimeOffset GetUtcNow() => Broken ? throw new InvalidOperationException(Secret) : base.GetUtcNow();
    }
}
