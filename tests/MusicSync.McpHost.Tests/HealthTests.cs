using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
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

        var (status, body) = await GetAsync(bench.Host, path);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("healthy", body.GetProperty("status").GetString());
        Assert.Equal(0, bench.Spotify.Calls.Total + bench.Spotify.Calls.TokenRequests);
    }

    [Fact]
    public async Task Readiness_WithoutASignIn_IsDegradedAndSaysWhatToSet()
    {
        await using var bench = await TestBench.StartAsync(new Dictionary<string, string?> { ["Spotify:RefreshToken"] = "" });

        var (status, body) = await GetAsync(bench.Host, "/health");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("degraded", body.GetProperty("status").GetString());
        Assert.Contains("Spotify__RefreshToken", body.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Readiness_WithADataDirectoryThatIsAFile_IsUnhealthyWhileTheHostLives()
    {
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "a-file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        await using var bench = await TestBench.StartAsync(new Dictionary<string, string?> { ["MusicSync:DataDirectory"] = file });

        var (status, body) = await GetAsync(bench.Host, "/health");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("MusicSync__DataDirectory", body.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(bench.Host, "/alive")).Status);
    }

    [Fact]
    public async Task Start_WithSettingsThatCannotWork_FailsAndSaysWhatToSet()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(
            () => TestBench.StartAsync(new Dictionary<string, string?> { ["Spotify:WriteTimeout"] = "00:10:00" }));

        Assert.Contains("Spotify__WriteTimeout", error.Message, StringComparison.Ordinal);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> GetAsync(HostServer host, string path)
    {
        using var http = new HttpClient { BaseAddress = host.Url };
        using var response = await http.GetAsync(path, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken));
    }
}
