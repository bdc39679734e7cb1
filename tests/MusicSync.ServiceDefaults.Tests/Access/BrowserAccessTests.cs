using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MusicSync.ServiceDefaults.Access;

namespace MusicSync.ServiceDefaults.Tests.Access;

/// <summary>A browser that has shown the key once comes in by its cookie.</summary>
public sealed class BrowserAccessTests
{
    private const string Key = "the-key-of-this-test";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cookie_IsForThisSiteOnly_AndOutOfReachForScripts()
    {
        await using var service = await Service.StartAsync(Key);

        var cookie = (await service.SendAsync(HttpMethod.Get, "/enter")).Headers.GetValues("Set-Cookie").Single();

        Assert.Contains("; samesite=strict", cookie, StringComparison.Ordinal);
        Assert.Contains("; httponly", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, Uri.UnescapeDataString(cookie), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Browser_WithTheCookie_IsLetIn_ByEveryReplica()
    {
        await using var one = await Service.StartAsync(Key);
        await using var other = await Service.StartAsync(Key);
        var cookie = await one.EnterAsync();

        Assert.Equal(HttpStatusCode.OK, (await one.SendAsync(HttpMethod.Get, "/page", ("Cookie", cookie))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await other.SendAsync(HttpMethod.Get, "/page", ("Cookie", cookie))).StatusCode);
    }

    [Fact]
    public async Task Cookie_IsWorthless_OnceTheKeyIsAnother()
    {
        await using var before = await Service.StartAsync(Key);
        await using var after = await Service.StartAsync("another-key-of-this-test");

        var answer = await after.SendAsync(HttpMethod.Get, "/page", ("Cookie", await before.EnterAsync()));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("musicsync=forged", HttpStatusCode.Unauthorized)]
    public async Task Browser_WithoutAGoodCookie_IsNot(string? cookie, HttpStatusCode expected)
    {
        await using var service = await Service.StartAsync(Key);

        Assert.Equal(expected, (await service.SendAsync(HttpMethod.Get, "/page", ("Cookie", cookie))).StatusCode);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "same-origin", HttpStatusCode.OK)]
    [InlineData("Sec-Fetch-Site", "same-site", HttpStatusCode.Unauthorized)]
    [InlineData("Sec-Fetch-Site", "none", HttpStatusCode.Unauthorized)]
    [InlineData("Origin", "{own}", HttpStatusCode.OK)]
    [InlineData("Origin", "https://sibling.example", HttpStatusCode.Unauthorized)]
    [InlineData("X-Nothing", "", HttpStatusCode.Unauthorized)]
    public async Task Post_ByCookie_MustComeFromOurOwnPage(string header, string value, HttpStatusCode expected)
    {
        await using var service = await Service.StartAsync(Key);
        var cookie = await service.EnterAsync();

        var answer = await service.SendAsync(
            HttpMethod.Post, "/page", ("Cookie", cookie), (header, value.Replace("{own}", service.Origin, StringComparison.Ordinal)));

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Header_GoesBeforeTheCookie()
    {
        await using var service = await Service.StartAsync(Key);
        var cookie = await service.EnterAsync();

        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await service.SendAsync(HttpMethod.Get, "/page", ("Cookie", cookie), ("Authorization", "Bearer wrong"))).StatusCode);
        Assert.Equal(
            HttpStatusCode.OK, (await service.SendAsync(HttpMethod.Get, "/page", ("Cookie", "musicsync=old"), ("Authorization", $"Bearer {Key}"))).StatusCode);
    }

    [Fact]
    public async Task WithoutAKey_AnOldCookie_KeepsNobodyOut()
    {
        await using var service = await Service.StartAsync(key: null);

        Assert.Equal(HttpStatusCode.OK, (await service.SendAsync(HttpMethod.Get, "/page", ("Cookie", "musicsync=old"))).StatusCode);
    }

    [Fact]
    public void KeyRing_IsTheSameWhereverTheKeyIs()
    {
        var sealedText = Protector(Key).Protect("a list");

        Assert.Equal("a list", Protector(Key).Unprotect(sealedText));
        Assert.Throws<System.Security.Cryptography.CryptographicException>(() => Protector("another key").Unprotect(sealedText));
    }

    private static IDataProtector Protector(string key)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationManager());
        services.Configure<AccessOptions>(options => options.ApiKey = key);
        services.AddBrowserAccess();
        return services.BuildServiceProvider().GetRequiredService<IDataProtectionProvider>().CreateProtector("test");
    }

    private sealed class Service(WebApplication app) : IAsyncDisposable
    {
        private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(app.Urls.Single()) };

        public string Origin => _http.BaseAddress!.GetLeftPart(UriPartial.Authority);

        public static async Task<Service> StartAsync(string? key)
        {
            var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = Path.GetTempPath() });
            builder.Configuration.Sources.Clear();
            builder.Configuration.AddInMemoryCollection([new("urls", "http://127.0.0.1:0"), new("Access:ApiKey", key), new("Access:AllowedOrigins:0", "https://sibling.example")]);
            builder.Logging.ClearProviders();
            builder.AddServiceDefaults();
            builder.Services.AddAccess().AddBrowserAccess();
            var app = builder.Build();
            app.UseStatusCodePages();
            app.UseAccess();
            app.MapMethods("/page", ["GET", "POST"], () => "hello");
            app.MapGet("/enter", (Delegate)BrowserAccess.SignInAsync).AsksForTheKeyItself();
            await app.StartAsync(Token);
            return new Service(app);
        }

        public async Task<string> EnterAsync() =>
            (await SendAsync(HttpMethod.Get, "/enter")).Headers.GetValues("Set-Cookie").Single().Split(';')[0];

        public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params (string Name, string? Value)[] headers)
        {
            var request = new HttpRequestMessage(method, path);
            foreach (var (name, value) in headers.Where(header => header.Value is not null))
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            return _http.SendAsync(request, Token);
        }

        public async ValueTask DisposeAsync()
        {
            _http.Dispose();
            await app.DisposeAsync();
        }
    }
}
