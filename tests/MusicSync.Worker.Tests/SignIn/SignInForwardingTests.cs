using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MusicSync.ServiceDefaults;
using MusicSync.ServiceDefaults.Access;
using MusicSync.Worker.SignIn;
using MusicSync.Worker.Spotify;

namespace MusicSync.Worker.Tests.SignIn;

/// <summary>What of a browser's call reaches the host, and what of the host's page reaches the browser.</summary>
public sealed class SignInForwardingTests
{
    private const string Key = "the-key";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Call_HandsOnTheAttemptAndTheOuterName_AndNothingElse()
    {
        await using var bench = await Bench.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "signin/callback?code=c&state=s");
        request.Headers.Add("Cookie", "session=mine; musicsync-signin-abcdefgh=attempt");
        request.Headers.Add("Referer", "http://elsewhere.example/signin?code=c");
        request.Headers.Add("X-Forwarded-Host", "evil.example");
        request.Headers.Add("Authorization", "Bearer a-guess");

        using var response = await bench.Http.SendAsync(request, Token);

        var seen = Assert.Single(bench.Seen);
        Assert.Equal("/signin/callback?code=c&state=s", seen.PathAndQuery);
        Assert.Equal(
            (bench.HostName, bench.WorkerName, "http", "musicsync-signin-abcdefgh=attempt", "", "", ""),
            (seen["Host"], seen["X-Forwarded-Host"], seen["X-Forwarded-Proto"], seen["Cookie"], seen["Referer"], seen["Origin"], seen["Authorization"]));
    }

    [Fact]
    public async Task Page_ComesWithItsOwnPolicyInsteadOfTheWorkers()
    {
        await using var bench = await Bench.StartAsync();

        using var response = await bench.Http.GetAsync("signin", Token);

        Assert.Equal("the page", await response.Content.ReadAsStringAsync(Token));
        Assert.Equal(["default-src 'none'"], response.Headers.GetValues("Content-Security-Policy"));
        Assert.Equal(["same-origin"], response.Headers.GetValues("Referrer-Policy"));
        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("a-guess", "")]
    [InlineData(Key, "Bearer " + Key)]
    public async Task Key_IsSentForThoseWhoHaveShownIt(string? shown, string sent)
    {
        await using var bench = await Bench.StartAsync(Key);
        bench.Http.DefaultRequestHeaders.Authorization = shown is null ? null : new AuthenticationHeaderValue("Bearer", shown);

        using var response = await bench.Http.GetAsync("signin", Token);

        Assert.Equal((HttpStatusCode.OK, sent), (response.StatusCode, Assert.Single(bench.Seen)["Authorization"]));
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "null")]
    [InlineData(null, null)]
    public async Task Form_OfAnotherSite_DoesNotReachTheHost(string? header, string? value)
    {
        await using var bench = await Bench.StartAsync();

        using var response = await bench.PostAsync("signin/out", header, value);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Empty(bench.Seen);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    [InlineData("Origin", null)]
    public async Task Form_OfTheWorkersOwnPage_ReachesTheHostAsOne(string header, string? value)
    {
        await using var bench = await Bench.StartAsync();

        using var response = await bench.PostAsync("signin/out", header, value ?? $"http://{bench.WorkerName}");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var seen = Assert.Single(bench.Seen);
        Assert.Equal(("same-origin", "", "key=typed"), (seen["Sec-Fetch-Site"], seen["Origin"], seen.Body));
    }

    [Fact]
    public async Task Form_LargerThanAKey_IsRefused()
    {
        await using var bench = await Bench.StartAsync();

        using var response = await bench.PostAsync("signin/out", "Sec-Fetch-Site", "same-origin", new string('k', 20_000));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.DoesNotContain(bench.Seen, seen => seen.Body.Length > 0);
    }

    [Theory]
    [InlineData("signin/grant")]
    [InlineData("signin/anything")]
    public async Task WhatIsForTheWorkerAlone_IsNotHandedOut(string path)
    {
        await using var bench = await Bench.StartAsync();

        using var response = await bench.Http.GetAsync(path, Token);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(bench.Seen);
    }

    [Fact]
    public async Task HostThatIsDown_IsSaidInWords()
    {
        await using var bench = await Bench.StartAsync();
        await bench.StopHostAsync();

        using var response = await bench.Http.GetAsync("signin", Token);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("The MCP host is not answering", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Theory]
    [InlineData("signin/callback?code=good", true)]
    [InlineData("signin/callback?code=bad", false)]
    [InlineData("signin", false)]
    public async Task SignIn_ThatSucceeded_IsToldToThoseWhoWait(string path, bool isTold)
    {
        await using var bench = await Bench.StartAsync();

        using var response = await bench.Http.GetAsync(path, Token);

        Assert.Equal(isTold, await bench.Signal.WaitAsync(TimeSpan.Zero, Token));
    }

    [Fact]
    public async Task Log_AtItsMostTalkative_HoldsNoCode()
    {
        await using var bench = await Bench.StartAsync();

        using var response = await bench.Http.GetAsync("signin/callback?code=a-secret-code&state=a-secret-state", Token);

        Assert.NotEmpty(bench.Log);
        Assert.DoesNotContain(bench.Log, line => line.Contains("a-secret", StringComparison.Ordinal));
    }

    /// <summary>A worker with its access control, and a host that notes what it is asked.</summary>
    private sealed class Bench : IAsyncDisposable
    {
        private readonly WebApplication _host;
        private readonly WebApplication _worker;

        private Bench(WebApplication host, WebApplication worker, ConcurrentQueue<SeenCall> seen, LogLines log)
        {
            (_host, _worker, Seen, Log) = (host, worker, seen, log.Lines);
            Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(worker.Urls.Single()) };
            HostName = new Uri(host.Urls.Single()).Authority;
        }

        public HttpClient Http { get; }

        public IReadOnlyCollection<SeenCall> Seen { get; }

        public IReadOnlyCollection<string> Log { get; }

        public string HostName { get; }

        public string WorkerName => Http.BaseAddress!.Authority;

        public SignInSignal Signal => _worker.Services.GetRequiredService<SignInSignal>();

        public static async Task<Bench> StartAsync(string? key = null)
        {
            var seen = new ConcurrentQueue<SeenCall>();
            var host = await HostAsync(seen);
            var log = new LogLines();
            var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = Path.GetTempPath() });
            builder.Configuration.AddInMemoryCollection([new("urls", "http://127.0.0.1:0"), new("Access:ApiKey", key), new("Logging:LogLevel:Default", "Trace")]);
            builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(log);
            builder.AddServiceDefaults();
            builder.Services.AddAccess();
            builder.Services.AddSingleton(TimeProvider.System);
            builder.Services.AddSpotify(new Uri(new Uri(host.Urls.Single()), "mcp")).AddSignInPages();
            var worker = builder.Build();
            worker.UseExceptionHandler();
            worker.UseStatusCodePages();
            worker.UseAccess();
            worker.MapSignIn();
            await worker.StartAsync(Token);
            return new Bench(host, worker, seen, log);
        }

        public async Task<HttpResponseMessage> PostAsync(string path, string? header, string? value, string key = "typed")
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent([new("key", key)]) };
            if (header is not null)
            {
                request.Headers.Add(header, value);
            }

            return await Http.SendAsync(request, Token);
        }

        public Task StopHostAsync() => _host.StopAsync(Token);

        public async ValueTask DisposeAsync()
        {
            Http.Dispose();
            await _worker.DisposeAsync();
            await _host.DisposeAsync();
        }

        private static async Task<WebApplication> HostAsync(ConcurrentQueue<SeenCall> seen)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
            var host = builder.Build();
            host.Run(async context =>
            {
                using var body = new StreamReader(context.Request.Body);
                seen.Enqueue(new SeenCall(
                    $"{context.Request.Path}{context.Request.QueryString}",
                    context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                    await body.ReadToEndAsync(context.RequestAborted)));
                context.Response.StatusCode = context.Request.Query["code"] == "bad" ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK;
                context.Response.Headers.ContentSecurityPolicy = "default-src 'none'";
                context.Response.Headers["Referrer-Policy"] = "same-origin";
                await context.Response.WriteAsync("the page");
            });
            await host.StartAsync(Token);
            return host;
        }
    }

    private sealed record SeenCall(string PathAndQuery, IReadOnlyDictionary<string, string> Headers, string Body)
    {
        public string this[string header] => Headers.GetValueOrDefault(header, "");
    }

    private sealed class LogLines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
