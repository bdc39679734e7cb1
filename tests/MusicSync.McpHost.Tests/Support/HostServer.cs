using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MusicSync.ServiceDefaults;

namespace MusicSync.McpHost.Tests.Support;

/// <summary>The host as Program.cs builds it, on a loopback port, with its log in reach.</summary>
internal sealed class HostServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private HostServer(WebApplication app, LogLines log) => (_app, Log) = (app, log);

    public LogLines Log { get; }

    public Uri Url => new(_app.Urls.Single());

    public Uri Mcp => new(Url, McpHostBuilderExtensions.McpPath);

    public static async Task<HostServer> StartAsync(
        IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection> configure, string url = "http://127.0.0.1:0")
    {
        // Not the test's own folder, where the settings of several applications meet.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = Path.GetTempPath() });
        builder.Configuration.AddInMemoryCollection([.. settings, new("urls", url)]);
        var log = new LogLines();
        log.Capture(builder.Logging);
        configure(builder.Services);
        builder.AddServiceDefaults();
        builder.AddMcpHost();
        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapMcpHost();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new HostServer(app, log);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
