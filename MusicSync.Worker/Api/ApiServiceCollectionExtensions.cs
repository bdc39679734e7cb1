using System.Text.Json;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using MusicSync.Worker.Api.Agents;
using MusicSync.Worker.Api.Edits;
using MusicSync.Worker.Api.OpenApi;
using MusicSync.Worker.Api.Parked;
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
        services.AddSingleton<SyncQueries>();
        services.AddSingleton<SyncCommands>();
        services.AddSingleton<ParkedWork>();
        services.AddSingleton<EditQueries>();
        services.AddSingleton<ChosenTracks>();
        services.AddSingleton<EditCommands>();
        services.AddSingleton<RememberedChoices>();
        services.AddSingleton<AgentQueries>();
        services.AddSingleton<AgentCommands>();
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
    }
}

/// <summary>Names of enum values on the HTTP interface.</summary>
internal static class ApiJson
{
    public static string Name<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
