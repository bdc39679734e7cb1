using System.Net;

namespace MusicSync.ServiceDefaults.Tests.Access;

public sealed class KeyTests
{
    [Theory]
    [InlineData("/page")]
    [InlineData("/no-such-page")]
    [InlineData("/health/mcp")]
    public async Task Call_WithoutKey_IsToldWhatToSend(string path)
    {
        await using var service = await GuardedService.WithKeyAsync();

        var answer = await service.GetAsync(path);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal("Bearer realm=\"musicsync\"", answer.Headers["WWW-Authenticate"]);
        Assert.Contains("Authorization: Bearer", answer.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Bearer another-key")]
    [InlineData("Bearer the-key-of-this-tesT")]
    [InlineData("Bearer the-key-of-this-test-")]
    public async Task Call_WithAnotherKey_IsToldThatItIsWrong(string authorization)
    {
        await using var service = await GuardedService.WithKeyAsync();

        var answer = await service.GetAsync("/page", ("Authorization", authorization));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal("Bearer realm=\"musicsync\", error=\"invalid_token\"", answer.Headers["WWW-Authenticate"]);
        Assert.DoesNotContain(GuardedService.Key, answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Basic the-key-of-this-test")]
    [InlineData("the-key-of-this-test")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    public async Task Call_WithTheKeyInAnotherForm_IsRefused(string authorization)
    {
        await using var service = await GuardedService.WithKeyAsync();

        var answer = await service.GetAsync("/page", ("Authorization", authorization));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("bearer")]
    public async Task Call_WithTheKey_IsServed(string scheme)
    {
        await using var service = await GuardedService.WithKeyAsync();

        var answer = await service.GetAsync("/page", ("Authorization", $"{scheme} {GuardedService.Key}"));

        Assert.Equal((HttpStatusCode.OK, "<p>hello</p>"), (answer.Status, answer.Body));
    }

    [Fact]
    public async Task Call_WhereNoKeyIsSet_IsServedOnLoopback()
    {
        await using var service = await GuardedService.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await service.GetAsync("/page")).Status);
        Assert.Equal(HttpStatusCode.OK, (await service.GetAsync("/page", GuardedService.Bearer("any"))).Status);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    public async Task Probe_OfAnyHostAndOrigin_NeedsNoKey(string path)
    {
        await using var service = await GuardedService.WithKeyAsync();

        var answer = await service.GetAsync(path, ("Host", "10.1.2.3:8080"), ("Origin", "https://evil.example"));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }
}
