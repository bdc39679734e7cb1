using System.Collections.Concurrent;
using ModelContextProtocol.AspNetCore;

namespace MusicSync.SessionServer;

/// <summary>A stateful MCP server over HTTP, in a test's process or in one of its own.</summary>
public sealed class HttpSessionServer : IAsyncDisposable
{
    private const string SessionHeader = "Mcp-Session-Id";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, SessionState> _sessions;
    private readonly ConcurrentDictionary<string, bool> _forgotten = new(StringComparer.Ordinal);

    private HttpSessionServer(WebApplication app, ConcurrentDictionary<string, SessionState> sessions) => (_app, _sessions) = (app, sessions);

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>The MCP endpoint.</summary>
    public Uri Endpoint => new(Address, "/mcp");

    /// <summary>What goes wrong.</summary>
    public SessionFaults Faults => _app.Services.GetRequiredService<SessionFaults>();

    /// <summary>What was written in all sessions.</summary>
    public IReadOnlyList<string> Written => _app.Services.GetRequiredService<NoteJournal>().Written;

    /// <summary>How many sessions are open.</summary>
    public int OpenSessions => _sessions.Count(session => !_forgotten.ContainsKey(session.Key));

    /// <summary>How many there have been.</summary>
    public int Opened { get; private set; }

    /// <summary>Starts one.</summary>
    /// <param name="url">Where to listen; port 0 for any.</param>
    /// <param name="idleTimeout">How long an unused session lives; null: 2 h.</param>
    /// <returns>The server, listening.</returns>
    public static async Task<HttpSessionServer> StartAsync(Uri url, TimeSpan? idleTimeout = null)
    {
        ArgumentNullException.ThrowIfNull(url);
        HttpSessionServer? server = null;
        var sessions = new ConcurrentDictionary<string, SessionState>(StringComparer.Ordinal);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting(WebHostDefaults.ServerUrlsKey, url.GetLeftPart(UriPartial.Authority));
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddSingleton<SessionFaults>().AddSingleton<NoteJournal>();
        // The state belongs to the id in the request's header; before the session has one, nobody asks.
        builder.Services.AddScoped(provider =>
            sessions[provider.GetRequiredService<IHttpContextAccessor>().HttpContext!.Request.Headers[SessionHeader].ToString()]);
        builder.Services.AddMcpServer().WithTools<SessionTools>().WithHttpTransport(options =>
        {
            options.SessionMode = HttpServerSessionMode.Stateful;
            options.IdleTimeout = idleTimeout ?? options.IdleTimeout;
            options.RunSessionHandler = async (_, session, cancellationToken) =>
            {
                server!.Opened++;
                sessions[session.SessionId!] = new SessionState();
                try
                {
                    await session.RunAsync(cancellationToken);
                }
                finally
                {
                    sessions.TryRemove(session.SessionId!, out SessionState? _);
                }
            };
        });
        var app = builder.Build();
        server = new HttpSessionServer(app, sessions);
        app.Use(server.PassAsync);
        app.MapMcp("/mcp");
        app.MapAdmin(server);
        await app.StartAsync();
        return server;
    }

    /// <summary>Forgets every session, as a restart does.</summary>
    public void Forget()
    {
        foreach (var id in _sessions.Keys)
        {
            _forgotten[id] = true;
        }
    }

    /// <summary>Keeps every session's id and loses what it held, as some servers do after a restart.</summary>
    public void Empty()
    {
        foreach (var id in _sessions.Keys)
        {
            _sessions[id] = new SessionState();
        }
    }

    /// <summary>Returns when the process is asked to end.</summary>
    /// <returns>When it is.</returns>
    public Task WaitForShutdownAsync() => _app.WaitForShutdownAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        var id = context.Request.Headers[SessionHeader].ToString();
        if (id.Length > 0 && Faults.Refuses is { } status)
        {
            context.Response.StatusCode = status;
        }
        else if (id.Length > 0 && (_forgotten.ContainsKey(id) || !_sessions.ContainsKey(id)))
        {
            var isBad = Faults.AnswersBadRequest;
            context.Response.StatusCode = isBad ? StatusCodes.Status400BadRequest : StatusCodes.Status404NotFound;
            await context.Response.WriteAsJsonAsync(new
            {
                jsonrpc = "2.0",
                error = new { code = isBad ? -32000 : -32001, message = isBad ? "Bad Request: No valid session ID provided" : "Session not found" },
                id = (string?)null,
            });
        }
        else
        {
            await next(context);
        }
    }
}

/// <summary>The faults for tests in another process.</summary>
internal static class AdminEndpoints
{
    public static void MapAdmin(this WebApplication app, HttpSessionServer server)
    {
        app.MapGet("/admin/sessions", () => Results.Json(new { open = server.OpenSessions, opened = server.Opened, written = server.Written }));
        app.MapPost("/admin/forget", (bool? badRequest) =>
        {
            server.Faults.AnswersBadRequest = badRequest is true;
            server.Forget();
        });
        app.MapPost("/admin/empty", server.Empty);
        app.MapPost("/admin/refuse", (int? status) => server.Faults.Refuses = status);
        app.MapPost("/admin/hold", async (string tool, CancellationToken cancellationToken) =>
            await server.Faults.Hold(tool).WaitAsync(cancellationToken));
        app.MapPost("/admin/release", server.Faults.Release);
    }
}
