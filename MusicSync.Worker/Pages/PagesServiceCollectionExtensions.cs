using MusicSync.ServiceDefaults.Access;
using MusicSync.Worker.Api;

namespace MusicSync.Worker.Pages;

/// <summary>Registers the pages, and maps them.</summary>
internal static class PagesServiceCollectionExtensions
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddBrowserAccess();
        services.AddRazorComponents();
        services.AddAntiforgery(options =>
        {
            (options.Cookie.Name, options.Cookie.SecurePolicy) = ("musicsync-form", CookieSecurePolicy.SameAsRequest);
            // Nobody may frame us at all, which stands in every answer.
            options.SuppressXFrameOptionsHeader = true;
        });
        services.AddMemoryCache();
        services.AddSingleton<SpotifyConnection>();
        services.AddSingleton<SealedLists>();
        services.AddSingleton<LiveViews>();
        services.AddSingleton<OwnSearch>();
        // Before the one that writes JSON to everybody.
        services.Insert(0, ServiceDescriptor.Singleton<IProblemDetailsWriter, ProblemPageWriter>());
        return services;
    }

    public static void MapPages(this WebApplication app)
    {
        app.MapAssets();
        var pages = app.MapGroup("").ExcludeFromDescription();
        // Programs send a request again that took too long; a browser shows an error. What a page starts has an id from its form.
        pages.AddEndpointFilter((context, next) => TemporalCalls.OnceMoreAsync(() => next(context), context.HttpContext.RequestAborted));
        pages.MapStartPage();
        pages.MapSyncPages();
        pages.MapPlaylistPage();
        pages.MapAgentPages();
        pages.MapOrderPages();
        pages.MapKeyPage();
    }
}
