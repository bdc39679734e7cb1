using System.Text.Json;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using MusicSync.Worker.Api.Agents;
using MusicSync.Worker.Api.Edits;
using MusicSync.Worker.Api.Links;
using MusicSync.Worker.Api.OpenApi;
using MusicSync.Worker.Api.Orders;
using MusicSync.Worker.Api.Parked;
using MusicSync.Worker.Api.Watching;
using MusicSync.Worker.Orders;
using MusicSync.Worker.Syncs.Mirrors;
using MusicSync.Worker.Temporal;

namespace MusicSync.Worker.Api;

/// <summary>Registers the HTTP interface.</summary>
internal static class ApiServiceCollectionExtensions
{
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddProblemDetails();
        services.AddExceptionHandler<ProblemHandler>();
        services.ConfigureHttpJsonOptions(json => TemporalJson.Apply(json.SerializerOptions));
        services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = SyncBodyReader.MaxDrainedBytes);
        services.AddOptions<AdmissionOptions>().BindConfiguration(AdmissionOptions.SectionName);
        services.AddSingleton<McpAdmission>();
        services.AddSingleton<PlaylistCheck>();
        services.AddSingleton<PendingRetries>();
        services.AddSingleton<ClockNotice>();
        services.AddSingleton<WatchedSyncs>();
        services.AddSingleton(provider => new WorkerRegistration(
            options => options.Interceptors = [.. options.Interceptors ?? [], provider.GetRequiredService<WatchedSyncs>()]));
        services.AddSingleton<SyncQueries>();
        services.AddSingleton<SyncCommands>();
        services.AddSingleton<ParkedWork>();
        services.AddSingleton<SyncStarter>();
        services.AddSingleton<LinkedSongs>();
        services.AddSingleton<DraftStarter>();
        services.AddSingleton<EditQueries>();
        services.AddSingleton<ChosenTracks>();
        services.AddSingleton<EditCommands>();
        services.AddSingleton<RememberedChoices>();
        services.AddSingleton<AgentQueries>();
        services.AddSingleton<AgentCommands>();
        services.AddSingleton<OrderSyncs>();
        services.AddSingleton<StartSync>(provider => provider.GetRequiredService<OrderSyncs>().StartAsync);
        services.AddSingleton<ReadOwn>(provider => provider.GetRequiredService<MirrorMemory>().OwnAsync);
        services.AddSingleton<LookUpSync>(provider => provider.GetRequiredService<OrderSyncs>().EndOfAsync);
        services.AddSingleton<OrderQueries>();
        services.AddSingleton<OrderCommands>();
        services.AddSingleton(provider => new StatusFeed(
            provider.GetRequiredService<SyncQueries>().StatusAsync, provider.GetRequiredService<TimeProvider>()));
        return services.AddApiDocument();
    }

    /// <summary>Maps all calls that its document describes.</summary>
    public static void MapApi(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("").AddEndpointFilter(SyncEndpoints.RequireTemporalAsync);
        api.MapSyncs();
        api.MapChoices();
        api.MapAgents();
        api.MapOrders();
    }
}

/// <summary>Names of enum values on the HTTP interface.</summary>
internal static class ApiJson
{
    public static string Name<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}

/// <summary>
/// Ids with a slash, as the syncs of orders have: <c>/syncs/order%2Fcharts%2F20261127T040000Z</c>. Of all that is escaped in a path
/// only the slash is left as it came, since it would be another path.
/// </summary>
internal static class SlashedIds
{
    private const string Id = "id";
    private const string Escaped = "%2F";

    public static void UseSlashedIds(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.Request.RouteValues.TryGetValue(Id, out var value) && value is string id)
        {
            context.Request.RouteValues[Id] = id.Replace(Escaped, "/", StringComparison.OrdinalIgnoreCase);
        }

        return next(context);
    });
}
