using System.Net;

namespace MusicSync.ServiceDefaults.Tests.Access;

public sealed class HostAndOriginTests
{
    [Theory]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("10.1.2.3")]
    public async Task Call_ToAForeignHostName_IsABadRequest(string host)
    {
        await using var service = await GuardedService.StartAsync();

        var answer = await service.GetAsync("/page", ("Host", host));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains($"'{host}'", answer.Detail, StringComparison.Ordinal);
        Assert.Contains("AllowedHosts", answer.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1:1")]
    [InlineData("[::1]:1")]
    [InlineData("worker-musicsync.dev.localhost:17180")]
    public async Task Call_ToALoopbackName_IsServed(string host)
    {
        await using var service = await GuardedService.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await service.GetAsync("/page", ("Host", host))).Status);
    }

    [Fact]
    public async Task AllowedHosts_ReplaceTheDefault()
    {
        await using var service = await GuardedService.StartAsync(("AllowedHosts", "worker;*.music.example"));

        Assert.Equal(HttpStatusCode.OK, (await service.GetAsync("/page", ("Host", "worker:8080"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await service.GetAsync("/page", ("Host", "my.music.example"))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await service.GetAsync("/page", ("Host", "localhost"))).Status);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData("http://localhost:1")]
    [InlineData("")]
    public async Task Call_ByAPageOfAForeignOrigin_IsForbidden(string origin)
    {
        await using var service = await GuardedService.StartAsync(("Access:AllowedOrigins:0", "https://music.example"));

        var answer = await service.GetAsync("/page", ("Origin", origin));

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Contains("Access__AllowedOrigins__0", answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_ByItsOwnPageOrAnAllowedOne_IsServed()
    {
        await using var service = await GuardedService.StartAsync(("Access:AllowedOrigins:0", "https://music.example"));

        Assert.Equal(HttpStatusCode.OK, (await service.GetAsync("/page", ("Origin", service.Origin))).Status);
        Assert.Equal(HttpStatusCode.OK, (await service.GetAsync("/page", ("Origin", "https://music.example"))).Status);
    }

    [Fact]
    public async Task Call_WithSeveralFaults_IsToldOfTheHostFirst()
    {
        await using var service = await GuardedService.WithKeyAsync();

        var foreignHost = await service.GetAsync("/page", ("Host", "evil.example"), ("Origin", "https://evil.example"));
        var foreignOrigin = await service.GetAsync("/page", ("Origin", "https://evil.example"));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.Forbidden), (foreignHost.Status, foreignOrigin.Status));
    }

    [Fact]
    public async Task Page_ComesWithHeadersThatKeepOthersOut()
    {
        await using var service = await GuardedService.StartAsync();

        var answer = await service.GetAsync("/page");

        Assert.StartsWith("default-src 'self'", answer.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", answer.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
        Assert.Equal("no-referrer", answer.Headers["Referrer-Policy"]);
        Assert.DoesNotContain("Server", answer.Headers.Keys);
    }
}
