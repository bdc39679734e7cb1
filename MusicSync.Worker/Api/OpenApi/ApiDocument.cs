using Microsoft.OpenApi;
using MusicSync.ServiceDefaults;
using Scalar.AspNetCore;

namespace MusicSync.Worker.Api.OpenApi;

/// <summary>The HTTP interface as OpenAPI 3.1, for programs at <c>/openapi/v1.json</c> and for people at <c>/docs</c>.</summary>
internal static class ApiDocument
{
    public const string PagePath = "/docs";

    private const string Key = "key";
    private const string Route = "/openapi/{documentName}.json";

    private const string About =
        "Puts lists of songs into Spotify playlists. A sync runs by itself, survives restarts and outages, and adds no song twice. "
        + "Times are ISO 8601 in UTC. Errors are problem documents (RFC 9457) whose `detail` says what to do.";

    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer((document, _, _) => Complete(document));
        options.AddOperationTransformer(ApiOperations.DescribeAsync);
    });

    public static void MapApiDocument(this WebApplication app)
    {
        app.MapOpenApi(Route).ExcludeFromDescription();
        app.UseWhen(context => context.Request.Path.StartsWithSegments(PagePath), page => page.Use(AllowPage));
        // Everything it shows comes from this service: neither fonts nor scripts, proxies, chats or statistics of its maker.
        app.MapScalarApiReference(PagePath, options =>
        {
            (options.Title, options.OpenApiRoutePattern, options.DynamicNonce) = ("MusicSync: API", Route, true);
            (options.DefaultFonts, options.Telemetry, options.HideClientButton) = (false, false, true);
            (options.ShowDeveloperTools, options.Theme) = (DeveloperToolsVisibility.Never, ScalarTheme.None);
            options.DisableAgent();
            options.DisableMcp();
        }).ExcludeFromDescription();
    }

    private static Task Complete(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo { Title = "MusicSync", Version = "1", Description = About };
        // Where it was asked for says nothing about where it is reached.
        document.Servers = [];
        // The framework names them after classes.
        document.Tags = new HashSet<OpenApiTag> { new() { Name = "Syncs" }, new() { Name = "Agents" }, new() { Name = "Orders" }, new() { Name = "Health" } };
        foreach (var path in document.Paths.Values)
        {
            path.Operations?.Remove(HttpMethod.Head);
        }

        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Key] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "The value of Access__ApiKey; not needed where none is set.",
            },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Key, document)] = [] }, new()];

        // The framework's own endpoint, which it does not describe.
        document.Paths.Add(HealthEndpoints.Alive, new OpenApiPathItem
        {
            Operations = new() { [HttpMethod.Get] = ApiOperations.Alive(document) },
        });
        return Task.CompletedTask;
    }

    // Its scripts are known by a nonce, one an answer. Its styles are made by script, which only 'unsafe-inline' lets through.
    private static Task AllowPage(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(() =>
        {
            if (context.Items[ScalarOptions.NonceHttpContextItemKey] is string nonce)
            {
                context.Response.Headers.ContentSecurityPolicy =
                    $"default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
                    + "font-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'";
            }

            return Task.CompletedTask;
        });
        return next(context);
    }
}
