using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MusicSync.ServiceDefaults.Tests.Access;

namespace MusicSync.ServiceDefaults.Tests;

public sealed class HealthTests
{
    private const string WordOnly = "{\"status\":\"healthy\"}";

    [Theory]
    [InlineData("/health", null)]
    [InlineData("/health", "another-key")]
    [InlineData("/alive", null)]
    [InlineData("/alive", GuardedService.Key)]
    public async Task Probe_WithoutTheKey_GetsTheWordOnly(string path, string? key)
    {
        await using var service = await GuardedService.WithKeyAsync();

        var answer = await service.GetAsync(path, key is null ? [] : [GuardedService.Bearer(key)]);

        Assert.Equal((HttpStatusCode.OK, WordOnly), (answer.Status, answer.Body));
    }

    [Fact]
    public async Task Health_WithTheKey_TellsEachCheck()
    {
        await using var service = await GuardedService.WithKeyAsync();

        var answer = await service.GetAsync("/health", GuardedService.Bearer(GuardedService.Key));

        Assert.Equal(
            "{\"status\":\"healthy\",\"checks\":{\"self\":{\"status\":\"healthy\",\"detail\":null},"
            + "\"part\":{\"status\":\"healthy\",\"detail\":\"The part works.\"}}}",
            answer.Body);
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);
    }

    [Fact]
    public async Task Health_WhereNoKeyIsSet_TellsEachCheckOnThisMachine()
    {
        await using var service = await GuardedService.StartAsync();

        Assert.Contains("The part works.", (await service.GetAsync("/health")).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("Origin", "https://evil.example")]
    public async Task Health_WhereNoKeyIsSet_TellsAForeignPageTheWordOnly(string header, string value)
    {
        await using var service = await GuardedService.StartAsync();

        Assert.Equal(WordOnly, (await service.GetAsync("/health", (header, value))).Body);
    }

    [Theory]
    [InlineData(HealthStatus.Degraded, "{\"status\":\"degraded\"}", HttpStatusCode.OK)]
    [InlineData(HealthStatus.Unhealthy, "{\"status\":\"unhealthy\"}", HttpStatusCode.ServiceUnavailable)]
    public async Task Health_OfAnIllService_HasTheCodeThatProbesRead(HealthStatus status, string body, HttpStatusCode code)
    {
        await using var service = await GuardedService.WithKeyAsync();
        service.Part.Result = new HealthCheckResult(status, "The secret part is ill.");

        var answer = await service.GetAsync("/health");

        Assert.Equal((code, body), (answer.Status, answer.Body));
    }

    [Fact]
    public async Task ManyCallers_ShareOneLook()
    {
        await using var service = await GuardedService.StartAsync(("Health:SharedFor", "00:01:00"));

        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => service.GetAsync("/health")));
        await service.GetAsync("/health");

        Assert.Equal(1, service.Part.Asked);
    }

    [Fact]
    public async Task Result_IsSharedForItsTimeAndThenLookedUpAnew()
    {
        var part = new GuardedPart();
        await using var services = new ServiceCollection().AddLogging().AddSingleton(part)
            .AddHealthChecks().AddCheck<GuardedPart>("part").Services.BuildServiceProvider();
        var time = new FakeTimeProvider();
        var reports = new HealthReports(
            services.GetRequiredService<HealthCheckService>(), Options.Create(new HealthOptions()), time);

        Assert.Equal(HealthStatus.Healthy, await StatusAsync());
        part.Result = HealthCheckResult.Degraded();
        time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Equal(HealthStatus.Healthy, await StatusAsync());
        time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(HealthStatus.Degraded, await StatusAsync());

        async Task<HealthStatus> StatusAsync() => (await reports.GetAsync(TestContext.Current.CancellationToken)).Status;
    }
}
