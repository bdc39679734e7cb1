using System.Globalization;
using System.Net;

namespace MusicSync.ServiceDefaults.Tests.Access;

public sealed class CallerRateLimitTests
{
    [Fact]
    public async Task CallTooMany_IsToldWhenToGoOn()
    {
        await using var service = await GuardedService.StartAsync(("Access:Burst", "1"), ("Access:CallsPerSecond", "1"));
        Answer answer;
        do
        {
            // A new call is allowed each second; two in a row come well within one.
            answer = await service.GetAsync("/page");
        }
        while (answer.Status == HttpStatusCode.OK);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.Status);
        Assert.InRange(int.Parse(answer.Headers["Retry-After"], CultureInfo.InvariantCulture), 1, 2);
        Assert.Contains("Retry-After", answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongKeys_CountAsCalls()
    {
        await using var service = await GuardedService.StartAsync(
            ("Access:ApiKey", GuardedService.Key), ("Access:Burst", "1"), ("Access:CallsPerSecond", "1"));
        Answer answer;
        do
        {
            answer = await service.GetAsync("/page", GuardedService.Bearer("guess"));
        }
        while (answer.Status == HttpStatusCode.Unauthorized);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.Status);
    }

    [Fact]
    public async Task Probes_AreNotCounted()
    {
        await using var service = await GuardedService.StartAsync(("Access:Burst", "1"), ("Access:CallsPerSecond", "1"));

        for (var probe = 0; probe < 20; probe++)
        {
            Assert.Equal(HttpStatusCode.OK, (await service.GetAsync("/alive")).Status);
        }
    }
}
