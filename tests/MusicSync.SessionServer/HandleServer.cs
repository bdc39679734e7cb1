using System.Collections.Concurrent;
using System.ComponentModel;
using ModelContextProtocol;
using ModelContextProtocol.AspNetCore;
using ModelContextProtocol.Server;

namespace MusicSync.SessionServer;

/// <summary>An MCP server without sessions of the protocol, as from revision 2026-07-28 on: a tool opens a desk and hands out its handle.</summary>
public sealed class HandleServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private HandleServer(WebApplication app) => _app = app;

    /// <summary>The MCP endpoint.</summary>
    public Uri Endpoint => new(new Uri(_app.Urls.First()), "/mcp");

    /// <summary>How many desks are open.</summary>
    public int OpenDesks => Desks.Open.Count;

    /// <summary>How many there have been.</summary>
    public int Opened => Desks.Opened;

    private Desks Desks => _app.Services.GetRequiredService<Desks>();

    /// <summary>Starts one on any port.</summary>
    /// <returns>The server, listening.</returns>
    public static async Task<HandleServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting(WebHostDefaults.ServerUrlsKey, "http://127.0.0.1:0");
        builder.Services.AddSingleton<Desks>();
        builder.Services.AddMcpServer().WithTools<DeskTools>()
            .WithHttpTransport(options => options.SessionMode = HttpServerSessionMode.Stateless);
        var app = builder.Build();
        app.MapMcp("/mcp");
        await app.StartAsync();
        return new HandleServer(app);
    }

    /// <summary>Lets every handle expire.</summary>
    public void Expire() => Desks.Open.Clear();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

/// <summary>What is behind the handles.</summary>
public sealed class Desks
{
    private int _opened;

    /// <summary>Those that are open.</summary>
    public ConcurrentDictionary<string, SessionState> Open { get; } = new(StringComparer.Ordinal);

    /// <summary>How many there have been.</summary>
    public int Opened => _opened;

    internal string Add()
    {
        Interlocked.Increment(ref _opened);
        var desk = Guid.NewGuid().ToString("N");
        Open[desk] = new SessionState();
        return desk;
    }

    internal SessionState this[string desk] => Open.TryGetValue(desk, out var state)
        ? state
        : throw new McpException($"The desk {desk} is unknown or has expired; open another with open_desk.");
}

/// <summary>The tools of a server with handles.</summary>
/// <param name="desks">What is behind the handles.</param>
[McpServerToolType]
public sealed class DeskTools(Desks desks)
{
    /// <summary>Opens a desk.</summary>
    /// <returns>Its handle.</returns>
    [McpServerTool(Name = "open_desk", UseStructuredContent = true)]
    [Description("Opens a desk, which remembers a location until it is closed or a day has passed without a call.")]
    public OpenedDesk OpenDesk() => new(desks.Add());

    /// <summary>Remembers a place.</summary>
    /// <param name="desk">The handle.</param>
    /// <param name="location">Its name.</param>
    /// <returns>A sentence.</returns>
    [McpServerTool(Name = "set_location", Idempotent = true, Destructive = false)]
    [Description("Remembers, at this desk, whose weather get_weather tells.")]
    public string SetLocation(string desk, string location)
    {
        desks[desk].Location = location;
        return $"The location is {location}.";
    }

    /// <summary>Tells the weather of the place remembered.</summary>
    /// <param name="desk">The handle.</param>
    /// <returns>Made up, and always the same for a place.</returns>
    [McpServerTool(Name = "get_weather", ReadOnly = true)]
    [Description("Tells the weather at the location of this desk.")]
    public string GetWeather(string desk) =>
        desks[desk].Location is { } location ? SessionTools.WeatherOf(location) : throw new McpException($"{SessionTools.NoLocation}; call set_location first.");

    /// <summary>Closes a desk.</summary>
    /// <param name="desk">The handle.</param>
    /// <returns>A sentence.</returns>
    [McpServerTool(Name = "close_desk", Idempotent = true)]
    [Description("Closes a desk.")]
    public string CloseDesk(string desk) => desks.Open.TryRemove(desk, out _) ? "It is closed." : throw new McpException($"The desk {desk} is unknown or has expired.");
}

/// <summary>A desk that was opened.</summary>
/// <param name="Desk">Its handle.</param>
public sealed record OpenedDesk(string Desk);
