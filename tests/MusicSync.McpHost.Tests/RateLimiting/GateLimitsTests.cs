using Microsoft.Extensions.Options;
using MusicSync.McpHost.RateLimiting;
using MusicSync.McpHost.Settings;
using MusicSync.McpHost.Tests.Support;

namespace MusicSync.McpHost.Tests.RateLimiting;

public sealed class GateLimitsTests
{
    private static readonly TimeSpan TwoSeconds = TimeSpan.FromSeconds(2);

    [Fact]
    public void Spotify_IsCalledThreeTimesASecondAndBulkLeavesRoom() =>
        Assert.Equal(new GateLimits(TwoSeconds, CallsPerSecond: 3, Burst: 20, BulkReserve: 8, Concurrency: 2, BulkConcurrency: 1), Limits.Spotify);

    [Theory]
    [InlineData("http://127.0.0.1:5090/v1")]
    [InlineData("https://api.spotify.com.example.org/v1")]
    public void AnythingElse_HasNoPace(string api) =>
        Assert.Equal(
            new GateLimits(TwoSeconds, CallsPerSecond: 0, Burst: 20, BulkReserve: 8, Concurrency: 16, BulkConcurrency: 12),
            GateLimits.Of(new GateOptions(), new SpotifyOptions { ApiUrl = new Uri(api) }));

    [Fact]
    public void Options_WinOverDefaults() =>
        Assert.Equal(
            Limits.Spotify with { CallsPerSecond = 1, Concurrency = 4 },
            GateLimits.Of(new GateOptions { CallsPerSecond = 1, Concurrency = 4 }, new SpotifyOptions()));

    [Fact]
    public void Hold_IsAtMostHalfOfWhatAWriteMayTake() =>
        Assert.Equal(
            TimeSpan.FromSeconds(0.5),
            GateLimits.Of(new GateOptions(), new SpotifyOptions { WriteTimeout = TimeSpan.FromSeconds(1) }).MaxHold);

    [Fact]
    public async Task Hold_IsSetUnderItsDocumentedName()
    {
        await using var bench = await TestBench.StartAsync(new Dictionary<string, string?> { ["Gate:LongestHold"] = "00:00:01" });

        Assert.Equal(TimeSpan.FromSeconds(1), bench.Host.Get<GateLimits>().MaxHold);
    }

    [Fact]
    public async Task Hold_OutOfRange_IsNamedAsItIsSet()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(
            () => TestBench.StartAsync(new Dictionary<string, string?> { ["Gate:LongestHold"] = "00:00:11", ["Spotify:WriteTimeout"] = "00:00:20" }));

        Assert.Equal(
            "Gate:LongestHold (00:00:11) must be between 00:00:00 and 00:00:10; set Gate__LongestHold, for example 00:00:02.", error.Message);
    }

    [Fact]
    public void Defaults_AreGood() => Assert.True(Validate(new GateOptions()).Succeeded);

    [Fact]
    public void Limits_ThatCannotWorkTogether_AreNamedWithTheirValues()
    {
        var result = Validate(new GateOptions { MaxHold = TimeSpan.FromSeconds(7), Burst = 8, Concurrency = 1, BulkConcurrency = 2 });

        Assert.Equal(
            [
                "Gate:LongestHold (00:00:07) must be shorter than Spotify:WriteTimeout (00:00:06); lower Gate__LongestHold.",
                "Gate:BulkReserve (8) must be 0 to 7 calls, less than Gate:Burst; set Gate__BulkReserve.",
                "Gate:BulkConcurrency (2) must be 1 to 1 calls, not above Gate:Concurrency; set Gate__BulkConcurrency.",
            ],
            result.Failures!);
    }

    [Theory]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(1_001.0)]
    public void Pace_OutOfRange_IsRefused(double pace) => Assert.True(Validate(new GateOptions { CallsPerSecond = pace }).Failed);

    private static ValidateOptionsResult Validate(GateOptions options) =>
        new GateOptionsValidator(Options.Create(new SpotifyOptions())).Validate(null, options);
}
