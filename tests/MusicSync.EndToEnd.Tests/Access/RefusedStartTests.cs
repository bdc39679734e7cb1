using MusicSync.EndToEnd.Tests.Fixtures;

namespace MusicSync.EndToEnd.Tests.Access;

/// <summary>A service that others could reach without a key does not start. Needs no Temporal.</summary>
public sealed class RefusedStartTests
{
    [Theory]
    [InlineData("MusicSync.McpHost", "ASPNETCORE_URLS", "http://0.0.0.0:0")]
    [InlineData("MusicSync.McpHost", "Kestrel__Endpoints__Any__Url", "http://*:0")]
    [InlineData("MusicSync.Worker", "ASPNETCORE_URLS", "http://0.0.0.0:0")]
    [InlineData("MusicSync.Worker", "Kestrel__Endpoints__Any__Url", "http://*:0")]
    public async Task Service_ReachableByOthersWithoutAKey_EndsAndSaysWhatToSet(string project, string setting, string value)
    {
        await using var service = new LoneService(project, new() { [setting] = value, ["TEMPORAL_ADDRESS"] = "127.0.0.1:1" });

        var (exitCode, output) = await service.RunToItsEndAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, exitCode);
        Assert.Contains("set Access__ApiKey", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Now listening", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MusicSync.McpHost")]
    [InlineData("MusicSync.Worker")]
    public async Task Service_OnLoopbackOnly_NeedsNoKey(string project)
    {
        await using var service = new LoneService(project, new() { ["TEMPORAL_ADDRESS"] = "127.0.0.1:1" });

        await service.StartAsync(TestContext.Current.CancellationToken);
    }
}
