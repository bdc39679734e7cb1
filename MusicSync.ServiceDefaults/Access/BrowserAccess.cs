using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MusicSync.ServiceDefaults.Access;

/// <summary>
/// A browser sends no header by itself. Where the service has a key, a page asks for it once and the browser keeps an encrypted
/// cookie, which counts as the key. Other programs go on sending <c>Authorization: Bearer</c>.
/// </summary>
public static class BrowserAccess
{
    internal const string CookieName = "musicsync";
    internal const string SchemeName = "Browser";

    private const string Either = "KeyOrCookie";
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <summary>Lets browsers in by a cookie; comes after <see cref="AccessExtensions.AddAccess"/>.</summary>
    /// <param name="services">The services of a web application.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddBrowserAccess(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("MusicSync");
        services.ConfigureOptions<KeyRingFromAccessKey>();
        services.Configure<AuthenticationOptions>(options => options.DefaultScheme = Either);
        new AuthenticationBuilder(services)
            .AddPolicyScheme(Either, Either, options => options.ForwardDefaultSelector = Scheme)
            .AddCookie(SchemeName, Configure);
        return services;
    }

    /// <summary>Lets this browser in from now on.</summary>
    /// <param name="context">The call with which it has shown the key.</param>
    public static Task SignInAsync(HttpContext context) => context.SignInAsync(
        SchemeName,
        new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, "browser")], SchemeName)),
        new AuthenticationProperties { IsPersistent = true });

    /// <summary>Asks this browser for the key again.</summary>
    /// <param name="context">The call.</param>
    public static Task SignOutAsync(HttpContext context) => context.SignOutAsync(SchemeName);

    /// <summary>Whether the caller came in by the cookie, so that it can be taken away again.</summary>
    /// <param name="context">The call.</param>
    public static bool CameByCookie(HttpContext context) => context.User.Identity is { IsAuthenticated: true, AuthenticationType: SchemeName };

    private static string Scheme(HttpContext context) =>
        context.Request.Cookies.ContainsKey(CookieName)
        && !context.Request.Headers.ContainsKey("Authorization")
        && context.RequestServices.GetRequiredService<IOptions<AccessOptions>>().Value.RequiresKey
            ? SchemeName
            : AccessKeyHandler.SchemeName;

    private static void Configure(CookieAuthenticationOptions options)
    {
        (options.Cookie.Name, options.Cookie.HttpOnly, options.Cookie.IsEssential) = (CookieName, true, true);
        (options.Cookie.SameSite, options.Cookie.SecurePolicy) = (SameSiteMode.Strict, CookieSecurePolicy.SameAsRequest);
        (options.ExpireTimeSpan, options.SlidingExpiration) = (Lifetime, true);
        options.Events.OnValidatePrincipal = context =>
        {
            // SameSite keeps other sites away, but not a sibling of our own name (other.example beside music.example).
            var request = context.Request;
            if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !OwnPage.Posts(request))
            {
                context.RejectPrincipal();
            }

            return Task.CompletedTask;
        };
        // Whoever asks for a page is shown where to type the key, in place; nobody is sent elsewhere.
        options.Events.OnRedirectToLogin = context => AnswerAsync(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => AnswerAsync(context, StatusCodes.Status403Forbidden);
    }

    private static Task AnswerAsync(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
