using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MusicSync.EndToEnd.Tests.Support;

/// <summary>
/// Stands before the MCP host and passes everything on, until a test has it turn tool calls away: as a host does that was
/// deployed with another key, name or version.
/// </summary>
internal sealed class RefusingProxy : IAsyncDisposable
{
    // As a client sends and gets them end to end; the rest belongs to one connection.
    private static readonly string[] OfOneConnection = ["Host", "Transfer-Encoding", "Connection", "Keep-Alive"];

    private readonly WebApplication _app;
    private readonly HttpClient _host = new() { Timeout = Timeout.InfiniteTimeSpan };

    private RefusingProxy(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    /// <summary>The host behind it.</summary>
    public Uri? Host { get; set; }

    /// <summary>The HTTP status with which calls of tools are turned away; null: they pass.</summary>
    public int? Refusal { get; set; }

    public static async Task<RefusingProxy> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var proxy = new RefusingProxy(app);
        app.Run(proxy.PassAsync);
        await app.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _host.Dispose();
    }

    private async Task PassAsync(HttpContext context)
    {
        if (Refusal is { } status && context.Request.Headers["Mcp-Method"] == "tools/call")
        {
            context.Response.StatusCode = status;
            return;
        }

        using var request = Copy(context.Request);
        using var answer = await _host.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => !OfOneConnection.Contains(header.Key)))
        {
            context.Response.Headers[name] = values.ToArray();
        }

        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private HttpRequestMessage Copy(HttpRequest original)
    {
        var request = new HttpRequestMessage(new HttpMethod(original.Method), new Uri(Host!, original.Path + original.QueryString))
        {
            Content = HttpMethods.IsPost(original.Method) ? new StreamContent(original.Body) : null,
        };
        foreach (var (name, values) in original.Headers.Where(header => !OfOneConnection.Contains(header.Key)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.ToArray()))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
            }
        }

        return request;
    }
}
