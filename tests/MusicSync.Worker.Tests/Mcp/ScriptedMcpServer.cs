using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Protocol;

namespace MusicSync.Worker.Tests.Mcp;

/// <summary>A real MCP server over loopback whose one tool answers as the test says.</summary>
internal sealed class ScriptedMcpServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _calls;
    private int _lists;
    private TaskCompletionSource _arrived = new();
    private TaskCompletionSource? _thawed;

    private ScriptedMcpServer(WebApplication app) => _app = app;

    public static Func<CancellationToken, Task<CallToolResult>> Answer(object value) => _ => Task.FromResult(new CallToolResult
    {
        StructuredContent = JsonSerializer.SerializeToElement(value, JsonSerializerOptions.Web),
    });

    public static Func<CancellationToken, Task<CallToolResult>> Fail(string kind, int? retryAfterSeconds) => _ =>
        Task.FromResult(new CallToolResult
        {
            IsError = true,
            Content = [new TextContentBlock { Text = $"It is {kind}." }],
            Meta = new JsonObject
            {
                ["dev.musicsync/error"] = new JsonObject { ["kind"] = kind, ["retryAfterSeconds"] = retryAfterSeconds },
            },
        });

    public Uri Endpoint { get; private init; } = null!;

    /// <summary>How many calls have arrived.</summary>
    public int Calls => _calls;

    /// <summary>How often the tools were listed.</summary>
    public int Lists => _lists;

    /// <summary>What is listed.</summary>
    public IReadOnlyList<Tool> Tools { get; set; } = [];

    /// <summary>What every call does.</summary>
    public Func<CancellationToken, Task<CallToolResult>> OnCall { get; set; } = Answer(new { tracks = Array.Empty<object>() });

    /// <summary>What a call with arguments does, if it is more than <see cref="OnCall"/>.</summary>
    public Func<IDictionary<string, JsonElement>, Task<CallToolResult>>? OnArguments { get; set; }

    /// <summary>Whether connections break in mid-call.</summary>
    public bool LosesAnswers { get; set; }

    /// <summary>The HTTP status with which every call is turned away before it reaches a tool; null: none is.</summary>
    public int? RefusesCallsWith { get; set; }

    /// <summary>The same for requests of any kind, so that tools cannot be listed either.</summary>
    public int? RefusesAllWith { get; set; }

    /// <summary>How far this server's clock is ahead.</summary>
    public TimeSpan ClockAhead { get; set; }

    /// <summary>From now on requests wait; done when the first one has arrived.</summary>
    public Task Freeze()
    {
        (_arrived, _thawed) = (new TaskCompletionSource(), new TaskCompletionSource());
        return _arrived.Task;
    }

    public void Thaw() => _thawed?.SetResult();

    /// <summary>The <c>_meta</c> of the newest call.</summary>
    public JsonObject? LastMeta { get; private set; }

    public static async Task<ScriptedMcpServer> StartAsync(int port = 0)
    {
        ScriptedMcpServer? server = null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", $"http://127.0.0.1:{port}");
        builder.Services.AddMcpServer()
            .WithHttpTransport()
            .WithListToolsHandler((_, _) =>
            {
                Interlocked.Increment(ref server!._lists);
                return ValueTask.FromResult(new ListToolsResult { Tools = [.. server.Tools] });
            })
            .WithCallToolHandler(async (context, cancellationToken) =>
            {
                server!.LastMeta = context.Params?.Meta;
                Interlocked.Increment(ref server._calls);
                return server.OnArguments is { } on
                    ? await on(context.Params!.Arguments!)
                    : await server.OnCall(cancellationToken);
            });
        var app = builder.Build();
        app.Use((context, next) => server!.PassAsync(context, next));
        app.MapMcp("/mcp");
        await app.StartAsync();
        server = new ScriptedMcpServer(app) { Endpoint = new Uri($"{app.Urls.Single()}/mcp") };
        return server;
    }

    /// <summary>Stops and starts on the same port, as a host does that died.</summary>
    public async Task<ScriptedMcpServer> RestartAsync()
    {
        await _app.DisposeAsync();
        return await StartAsync(Endpoint.Port);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        if (LosesAnswers)
        {
            context.Abort();
        }

        if (_thawed is { } thawed)
        {
            _arrived.TrySetResult();
            await thawed.Task.WaitAsync(context.RequestAborted);
        }

        var isCall = context.Request.Headers["Mcp-Method"] == "tools/call";
        if ((isCall ? RefusesCallsWith ?? RefusesAllWith : RefusesAllWith) is { } status)
        {
            context.Response.StatusCode = status;
            return;
        }

        if (ClockAhead != TimeSpan.Zero)
        {
            context.Response.Headers.Date = (DateTimeOffset.UtcNow + ClockAhead).ToString("R");
        }

        await next(context);
    }
}
