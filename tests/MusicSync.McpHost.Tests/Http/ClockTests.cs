using MusicSync.McpHost.Tests.Support;

namespace MusicSync.McpHost.Tests.Http;

public sealed class ClockTests
{
    [Theory]
    [InlineData(60, "60 s behind Spotify")]
    [InlineData(-60, "60 s ahead of Spotify")]
    public async Task ClockThatIsOff_IsToldByHealth(int seconds, string finding)
    {
        await using var bench = await ScriptedBench.StartAsync(context =>
        {
            context.Response.Headers.Date = (DateTimeOffset.UtcNow + TimeSpan.FromSeconds(seconds)).ToString("R");
            return ScriptedBench.JsonAsync(context, 200, """{"id":"somebody"}""");
        });
        await bench.Client.CallAsync("get_user_profile", new { });

        var (_, body) = await bench.Host.ProbeAsync("/health");

        var clock = body.GetProperty("checks").GetProperty("clock");
        Assert.Equal("degraded", clock.GetProperty("status").GetString());
        Assert.Contains(finding, clock.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
