using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using MusicSync.ServiceDefaults.Access;

namespace MusicSync.ServiceDefaults.Tests.Access;

/// <summary>A service with access control and one endpoint behind it, on a loopback port.</summary>
internal sealed class GuardedService : IAsyncDisposable
{
    public const string Key = "the-key-of-this-test";

    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private GuardedService(WebApplication app)
    {
        _app = app;
        Part = app.Services.GetRequiredService<GuardedPart>();
        _http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    /// <summary>The part whose health is told.</summary>
    public GuardedPart Part { get; }

    public static Task<GuardedService> WithKeyAsync() => StartAsync(("Access:ApiKey", Key));

    public static async Task<GuardedService> StartAsync(params (string Key, string Value)[] settings)
    {
        var app = Build([.. settings, ("urls", "http://127.0.0.1:0")]);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new GuardedService(app);
    }

    /// <summary>The same service with these addresses, not started.</summary>
    public static WebApplication Build(params (string Key, string Value)[] settings)
    {
        // Not the test's own folder, and without the environment of whoever runs the tests.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = Path.GetTempPath() });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)));
        builder.Logging.ClearProviders();
        builder.AddServiceDefaults();
        builder.Services.AddAccess();
        builder.Services.AddSingleton<GuardedPart>().AddHealthChecks().AddCheck<GuardedPart>("part");
        var app = builder.Build();
        app.UseStatusCodePages();
        app.UseAccess();
        app.MapDefaultEndpoints();
        app.MapGet("/page", () => Results.Content("<p>hello</p>", "text/html"));
        return app;
    }

    public async Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return new Answer(
            response.StatusCode,
            response.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value)),
            response.Content.Headers.ContentType?.MediaType,
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public static (string, string) Bearer(string key) => ("Authorization", $"Bearer {key}");

    public string Origin => _http.BaseAddress!.GetLeftPart(UriPartial.Authority);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }
}

/// <summary>A check that says what a test wants it to, and counts how often it was asked.</summary>
internal sealed class GuardedPart : IHealthCheck
{
    private int _asked;

    public HealthCheckResult Result { get; set; } = HealthCheckResult.Healthy("The part works.");

    public int Asked => _asked;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _asked);
        // Long enough for callers to meet.
        await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
        return Result;
    }
}

internal sealed record Answer(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, string? Type, string Body)
{
    public string? Detail
    {
        get
        {
            Assert.Equal("application/problem+json", Type);
            return JsonDocument.Parse(Body).RootElement.GetProperty("detail").GetString();
        }
    }
}
