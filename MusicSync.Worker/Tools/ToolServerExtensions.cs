using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using ModelContextProtocol;
using ModelContextProtocol.AspNetCore;
using ModelContextProtocol.Protocol;

namespace MusicSync.Worker.Tools;

/// <summary>
/// The worker as an MCP server: every class of this room that is marked as tools, resources or prompts is offered. Stateless, so
/// that any replica answers any call and a restart loses no session.
/// </summary>
internal static class ToolServerExtensions
{
    public const string Path = "/mcp";

    // A list of 10 MB as a JSON text, with what is escaped in it.
    private const int MaxRequestBytes = 24 * 1024 * 1024;

    private const string Instructions =
        "Puts songs into Spotify playlists, durably: start_sync takes a whole list at once, looks every song up, and adds what it is sure "
        + "of; nothing is added twice. It goes on by itself, also when nobody waits. Songs it is not sure of are in get_report with "
        + "candidates; ask the user, then choose_track. follow_source lets a playlist follow a list on the web or another playlist. A failed call says in its text what to do.";

    /// <summary>As on the HTTP interface: enums as words, no nulls; and names in any script as they are.</summary>
    public static JsonSerializerOptions Json { get; } = MakeJson();

    public static IServiceCollection AddToolServer(this IServiceCollection services)
    {
        var worker = Assembly.GetExecutingAssembly();
        services.AddSingleton<SyncWatch>();
        services
            .AddMcpServer(server =>
            {
                server.ServerInfo = new Implementation { Name = "musicsync", Title = "MusicSync", Version = "1.0.0" };
                server.ServerInstructions = Instructions;
            })
            .WithHttpTransport(http => http.SessionMode = HttpServerSessionMode.Stateless)
            .WithToolsFromAssembly(worker, Json)
            .WithResourcesFromAssembly(worker)
            .WithPromptsFromAssembly(worker, Json)
            .WithRequestFilters(filters => filters.AddCallToolFilter(ToolErrors.OfTools).AddReadResourceFilter(ToolErrors.OfResources));
        return services;
    }

    /// <summary>Maps the endpoint; who may call it is decided as for every other one.</summary>
    public static void MapToolServer(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMcp(Path).WithMetadata(new RequestSizeLimitAttribute(MaxRequestBytes)).ExcludeFromDescription();
        endpoints.MapGet(Path, ToolPage.Get).ExcludeFromDescription();
    }

    private static JsonSerializerOptions MakeJson()
    {
        var options = new JsonSerializerOptions(McpJsonUtilities.DefaultOptions) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        options.Converters.Insert(0, new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        options.MakeReadOnly();
        return options;
    }
}
