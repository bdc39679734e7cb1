using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MusicSync.Worker.Tests.Sources;

/// <summary>A web server with lists, which counts what it is asked.</summary>
internal sealed class ListServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _requests;

    private ListServer(WebApplication app) => _app = app;

    public int Requests => Volatile.Read(ref _requests);

    public int Port => new Uri(_app.Urls.Single()).Port;

    /// <summary>What it answers.</summary>
    public RequestDelegate Answer { get; set; } = _ => Task.CompletedTask;

    public static async Task<ListServer> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var server = new ListServer(app) { Answer = answer };
        app.Run(context =>
        {
            Interlocked.Increment(ref server._requests);
            return server.Answer(context);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    /// <summary>A list with a tag; 304 to whoever knows it.</summary>
    public static RequestDelegate Tagged(string tag, string csv) => async context =>
    {
        context.Response.Headers.ETag = tag;
        if (context.Request.Headers.IfNoneMatch == tag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        context.Response.ContentType = "text/csv";
        await context.Response.WriteAsync(csv, context.RequestAborted);
    };

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
