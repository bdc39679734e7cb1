using Microsoft.Extensions.Options;

namespace MusicSync.ServiceDefaults.Tests.Access;

public sealed class AddressTests
{
    [Theory]
    [InlineData("urls", "http://0.0.0.0:0")]
    [InlineData("urls", "http://[::]:0")]
    [InlineData("urls", "http://*:0")]
    [InlineData("urls", "http://127.0.0.1:0;http://+:0")]
    [InlineData("urls", "http://music.example:0")]
    [InlineData("urls", "http://localhost.evil.example:0")]
    [InlineData("http_ports", "0")]
    [InlineData("https_ports", "1;2")]
    [InlineData("Kestrel:Endpoints:Any:Url", "http://192.168.1.20:0")]
    public async Task Start_WhereOthersReachItWithoutAKey_IsRefused(string setting, string value)
    {
        await using var app = GuardedService.Build((setting, value));

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(
            () => app.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("set Access__ApiKey", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://127.8.8.8:0")]
    [InlineData("http://[::1]:0")]
    public async Task Start_WhereOnlyThisMachineReachesIt_NeedsNoKey(string url)
    {
        await using var app = GuardedService.Build(("urls", url));

        await app.StartAsync(TestContext.Current.CancellationToken);

        Assert.NotEmpty(app.Urls);
    }

    [Theory]
    [InlineData("Access:ApiKey", "two words", "Access:ApiKey has a blank")]
    [InlineData("Access:ApiKey", "schlüssel", "Access:ApiKey has a blank")]
    [InlineData("Access:AllowedOrigins:0", "https://music.example/", "Access:AllowedOrigins has 'https://music.example/'")]
    [InlineData("Access:AllowedOrigins:0", "*", "Access:AllowedOrigins has '*'")]
    [InlineData("Access:CallsPerSecond", "0", "Access:CallsPerSecond (0) must be 1 to 100000 calls")]
    [InlineData("Access:Burst", "100001", "Access:Burst (100001) must be 1 to 100000 calls")]
    [InlineData("Health:SharedFor", "00:01:01", "Health:SharedFor (00:01:01) must be between 00:00:00 and 00:01:00; set Health__SharedFor.")]
    public async Task Start_WithASettingThatCannotWork_SaysWhich(string setting, string value, string expected)
    {
        await using var app = GuardedService.Build((setting, value), ("urls", "http://127.0.0.1:0"));

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(
            () => app.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("schlüssel", refusal.Message, StringComparison.Ordinal);
    }
}
