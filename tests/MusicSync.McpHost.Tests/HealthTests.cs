using System.Net;
using Microsoft.Extensions.Options;
using MusicSync.McpHost.Tests.Support;

namespace MusicSync.McpHost.Tests;

public sealed class HealthTests
{
    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    public async Task Probe_OfAWorkingHost_IsHealthyWithoutACallToSpotify(string path)
    {
        await using var bench = await TestBench.StartAsync();

        var (status, body) = await bench.Host.ProbeAsync(path);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("healthy", body.GetProperty("status").GetString());
        Assert.Equal(0, bench.Spotify.Calls.Total + bench.Spotify.Calls.TokenRequests);
    }

    [Fact]
    public async Task Readiness_WithoutASignIn_IsDegradedAndSaysWhatToSet()
    {
        await using var bench = await TestBench.StartAsync(new Dictionary<string, string?> { ["Spotify:RefreshToken"] = "" });

        var (status, body) = await bench.Host.ProbeAsync("/health");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("degraded", body.GetProperty("status").GetString());
        Assert.Contains($"{bench.Host.Url}signin", body.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Readiness_WithADataDirectoryThatIsAFile_IsUnhealthyWhileTheHostLives()
    {
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "a-file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        await using var bench = await TestBench.StartAsync(new Dictionary<string, string?> { ["MusicSync:DataDirectory"] = file });

        var (status, body) = await bench.Host.ProbeAsync("/health");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("MusicSync__DataDirectory", body.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await bench.Host.ProbeAsync("/alive")).Status);
    }

    [Fact]
    public async Task Start_WithSettingsThatCannotWork_FailsAndSaysWhatToSet()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(
            () => TestBench.StartAsync(new Dictionary<string, string?> { ["Spotify:WriteTimeout"] = "00:10:00" }));

        Assert.Contains("Spotify__WriteTimeout", error.Message, StringComparison.Ordinal);
    }
}
