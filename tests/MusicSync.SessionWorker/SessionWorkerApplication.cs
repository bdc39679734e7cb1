using MusicSync.ServiceDefaults;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Mcp.Sessions;
using MusicSync.Worker.Sessions;
using MusicSync.Worker.Temporal;

namespace MusicSync.SessionWorker;

/// <summary>
/// The worker's own durable MCP layer with one workflow, which does in a session what a test says; a program, so that it can
/// be killed. Settings <c>SessionServer:Url</c>, <c>SessionServer:HandlesUrl</c> for a server that hands out handles, or
/// <c>SessionServer:Command</c> and <c>SessionServer:Arguments</c>.
/// </summary>
public static class SessionWorkerApplication
{
    /// <summary>The server's name in scripts.</summary>
    public const string Server = "state";

    private static readonly McpToolPolicy Read = new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(20), Writes: false);

    /// <summary>Builds it.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>The application, not started.</returns>
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var scale = builder.Configuration.GetValue("MusicSync:TimeScale", 1.0);
        builder.AddServiceDefaults();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new PauseOptions().At(scale));
        builder.Services.AddMcp().AddSessions();
        AddServer(builder.Services, builder.Configuration.GetSection("SessionServer"));
        builder.Services.AddTemporalWorker();
        builder.Services.AddSingleton(new WorkerRegistration(options => options.AddWorkflow<SessionWorkflow>()));
        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapMcpHealth();
        return app;
    }

    private static void AddServer(IServiceCollection services, IConfigurationSection settings)
    {
        if (settings["Command"] is { } command)
        {
            string[] arguments = settings["Arguments"]?.Split('\n') ?? [];
            services.AddMcpProcess(Server, new McpProcessCommand(command, arguments));
            return;
        }

        if (settings["HandlesUrl"] is { } handles)
        {
            services.AddMcpHandles(Server, new Uri(handles), new McpHandleTools("open_desk", "desk", "close_desk"));
            return;
        }

        services.AddMcpSessions(
            Server,
            new Uri(settings["Url"]!),
            new McpSessionServerOptions { LostWhen = outcome => outcome.Text.Contains("No location is set", StringComparison.Ordinal) });
        services.AddMcpTools(
        [
            new McpSessionTool(Server, "set_location", Read, typeof(SetLocation)),
            new McpSessionTool(Server, "get_weather", Read, typeof(Nothing)),
        ]);
    }

    private sealed record SetLocation(string Location);

    private sealed record Nothing;
}
