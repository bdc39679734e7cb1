using System.Text.Json;
using System.Text.Json.Serialization;
using MusicSync.SpotifySimulator.Accounts;
using MusicSync.SpotifySimulator.Catalog.Search;
using MusicSync.SpotifySimulator.Control;
using MusicSync.SpotifySimulator.Faults;
using MusicSync.SpotifySimulator.Playlists;
using MusicSync.SpotifySimulator.WebApi;

namespace MusicSync.SpotifySimulator.Hosting;

/// <summary>What the process and the in-process server have in common.</summary>
internal static class SimulatorApplication
{
    /// <summary>Where the process listens when neither <c>--urls</c> nor <c>ASPNETCORE_URLS</c> says otherwise.</summary>
    public const string DefaultUrl = "http://127.0.0.1:5090";

    public static IServiceCollection AddSimulator(this IServiceCollection services, SimulatorOptions options) => services
        .ConfigureHttpJsonOptions(json => json.SerializerOptions.Converters.Add(
            new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)))
        .AddProblemDetails()
        .AddSingleton(options)
        .AddSingleton(options.Time)
        .AddSingleton(options.Catalog)
        .AddSingleton(new TrackSearch(options.Catalog, options.Search))
        .AddSingleton(new Grants(options.TokenLifetime, options.Time))
        .AddSingleton<AuthorizationCodes>()
        .AddSingleton<SimulatedApp>()
        .AddSingleton<TokenEndpoint>()
        .AddSingleton<CallCounters>()
        .AddSingleton<AskedWaits>()
        .AddSingleton<UserLibrary>()
        .AddSingleton(provider => new PlaylistStore(provider.GetRequiredService<UserLibrary>(), options.Time))
        .AddSingleton(provider => new FaultRules(provider.GetRequiredService<Grants>()))
        .AddSingleton<PlaylistFaults>()
        .AddSingleton<Access>()
        .AddSingleton<ItemUris>()
        .AddSingleton<PlaylistReader>()
        .AddSingleton<PlaylistEndpoints>()
        .AddSingleton<PlaylistItemEndpoints>();

    public static void MapSimulator(this WebApplication app)
    {
        app.UseStatusCodePages();
        app.UseRouting();
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments("/v1"),
            v1 => v1
                .UseMiddleware<CallMiddleware>()
                .UseMiddleware<BearerMiddleware>()
                .UseMiddleware<FaultMiddleware>()
                .UseMiddleware<ApiExceptionMiddleware>());

        app.MapGet("/authorize", AuthorizeEndpoint.Authorize);
        app.MapPost("/api/token", (HttpRequest request, TokenEndpoint token) => token.AnswerAsync(request));
        MapWebApi(app.MapGroup("/v1"));
        ControlEndpoints.Map(app.MapGroup("/_simulator"));
        app.MapGet("/health", Healthy);
        app.MapGet("/alive", Healthy);
    }

    private static void MapWebApi(RouteGroupBuilder v1)
    {
        SearchEndpoints.Map(v1);
        AlbumEndpoints.Map(v1);
        ProfileEndpoints.Map(v1);
        PlaylistEndpoints.Map(v1);
        PlaylistItemEndpoints.Map(v1);
        LibraryEndpoints.Map(v1);
        RemovedEndpoints.Map(v1);
    }

    private static IResult Healthy() => Results.Json(new { status = "healthy" });
}
