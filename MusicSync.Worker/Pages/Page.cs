using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using MusicSync.ServiceDefaults;
using MusicSync.ServiceDefaults.Access;
using MusicSync.Worker.Api;
using MusicSync.Worker.Pages.Parts;
using MusicSync.Worker.Pages.Views;

namespace MusicSync.Worker.Pages;

/// <summary>A page as an answer: a component, and what a browser must know about it.</summary>
internal static class Page
{
    // Covers come from Spotify, everything else from here; nothing stands inline.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https://i.scdn.co https://mosaic.scdn.co; "
        + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static readonly TimeSpan HealthPatience = TimeSpan.FromMilliseconds(500);

    private static readonly string Version =
        Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    /// <summary>Shows a component inside the frame that all pages have.</summary>
    /// <param name="context">The call.</param>
    /// <param name="title">Title of the page.</param>
    /// <param name="parameters">Parameters of the component.</param>
    /// <param name="status">HTTP status code.</param>
    public static async Task<IResult> ShowAsync<TComponent>(
        HttpContext context, string title, Dictionary<string, object?> parameters, int status = StatusCodes.Status200OK)
        where TComponent : IComponent
    {
        var isKnown = AccessKey.IsKnown(context);
        var frame = new FrameView(
            title,
            Version,
            isKnown ? await context.RequestServices.GetRequiredService<SpotifyConnection>().AccountAsync(context.RequestAborted) : null,
            isKnown ? await HealthEndpoints.WordAsync(context, HealthPatience) : null,
            BrowserAccess.CameByCookie(context));
        AddHeaders(context.Response);
        return new RazorComponentResult<Frame>(new Dictionary<string, object?>
        {
            [nameof(Frame.View)] = frame,
            [nameof(Frame.Body)] = (RenderFragment)(builder =>
            {
                builder.OpenComponent<TComponent>(0);
                builder.AddMultipleAttributes(1, parameters!);
                builder.CloseComponent();
            }),
        })
        {
            StatusCode = status,
            PreventStreamingRendering = true,
        };
    }

    /// <summary>Has a browser open the page again by itself, also one without script.</summary>
    public static void OpenAgain(HttpResponse response, int seconds) =>
        response.Headers["Refresh"] = seconds.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads a form that one of our own pages posted.</summary>
    /// <exception cref="ProblemException">It came from elsewhere, or the page it came from is too old.</exception>
    public static async Task<IFormCollection> ReadFormAsync(HttpContext context)
    {
        var form = await SyncBodyReader.ReadFormAsync(context.Request, context.RequestAborted);
        return await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context)
            ? form
            : throw new ProblemException(
                StatusCodes.Status400BadRequest, "This page is too old", "Open the page anew and do it again; nothing has changed.");
    }

    private static void AddHeaders(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = Policy;
        // As the form's token asks for, word for word.
        (response.Headers.CacheControl, response.Headers.Pragma) = ("no-cache, no-store", "no-cache");
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.XFrameOptions = "DENY";
        // With no-referrer a browser would send our own forms with the origin "null".
        response.Headers["Referrer-Policy"] = "same-origin";
    }
}

/// <summary>Shows people what went wrong where programs get a problem document.</summary>
internal sealed class ProblemPageWriter(Microsoft.Extensions.Options.IOptions<ProblemDetailsOptions> options) : IProblemDetailsWriter
{
    // Browsers name it; programs that call the API do not.
    public bool CanWrite(ProblemDetailsContext context) =>
        context.HttpContext.Request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var (http, problem) = (context.HttpContext, context.ProblemDetails);
        options.Value.CustomizeProblemDetails?.Invoke(context);
        var status = problem.Status ?? http.Response.StatusCode;
        var page = status == StatusCodes.Status401Unauthorized
            ? await KeyPageEndpoints.AskAsync(http, wrong: false)
            : await Page.ShowAsync<ProblemPage>(http, ProblemView.Title(status), new() { [nameof(ProblemPage.View)] = ProblemView.Of(status, problem.Detail) }, status);
        if (status == StatusCodes.Status503ServiceUnavailable && HttpMethods.IsGet(http.Request.Method))
        {
            Page.OpenAgain(http.Response, seconds: 5);
        }

        await page.ExecuteAsync(http);
    }
}
