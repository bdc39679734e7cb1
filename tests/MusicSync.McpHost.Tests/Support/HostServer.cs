using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace MusicSync.McpHost.Tests.Support;

/// <summary>The host as Program.cs builds it, on a loopback port, with its log in reach.</summary>
internal sealed class HostServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private HostServer(WebApplication app, LogLines log) => (_app, Log) = (app, log);

    public LogLines Log { get; }

    public Uri Url => new(_app.Urls.Single());

    public Uri Mcp => new(Url, HttpHost.McpPath);

    public static async Task<HostServer> StartAsync(
        IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection> configure, string url = "http://127.0.0.1:0")
    {
        // Not the test's own folder, where the settings of several applications meet.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = Path.GetTempPath() });
        builder.Configuration.AddInMemoryCollection([new("Health:SharedFor", "00:00:00"), .. settings, new("urls", url)]);
        var log = new LogLines();
        log.Capture(builder.Logging);
        configure(builder.Services);
        var app = HttpHost.Build(builder);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new HostServer(app, log);
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public async Task<(HttpStatusCode Status, JsonElement Body)> ProbeAsync(string path)
    {
        using var http = new HttpClient { BaseAddress = Url };
        using var response = await http.GetAsync(path, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken));
    }

    /// <summary>Asks until the answer says so.</summary>
    public async Task WaitForAsync(string path, string text)
    {
        while (!(await ProbeAsync(path)).Body.ToString().Contains(text, StringComparison.Ordinal))
        {
            await Task.Yield();
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
