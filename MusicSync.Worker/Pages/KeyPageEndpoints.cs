using MusicSync.ServiceDefaults.Access;
using MusicSync.Worker.Pages.Parts;
using MusicSync.Worker.Pages.Views;

namespace MusicSync.Worker.Pages;

/// <summary>Asks a browser for the service's key, once.</summary>
internal static class KeyPageEndpoints
{
    public const string Path = "/key";
    public const string ForgetPath = Path + "/forget";
    public const string Key = "key";
    public const string GoOn = "to";

    public static void MapKeyPage(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(Path, (Delegate)GetAsync).AsksForTheKeyItself();
        pages.MapPost(Path, (Delegate)PostAsync).AsksForTheKeyItself();
        pages.MapPost(ForgetPath, (Delegate)ForgetAsync).AsksForTheKeyItself();
    }

    /// <summary>The page in place of the one that was asked for, which comes next.</summary>
    public static Task<IResult> AskAsync(HttpContext context, bool wrong) => ShowAsync(
        context,
        HttpMethods.IsGet(context.Request.Method) && context.Request.Path != Path ? context.Request.Path + context.Request.QueryString : "/",
        wrong,
        StatusCodes.Status401Unauthorized);

    private static Task<IResult> GetAsync(HttpContext context) => ShowAsync(context, "/", wrong: false, StatusCodes.Status200OK);

    private static async Task<IResult> PostAsync(HttpContext context)
    {
        var form = await Page.ReadFormAsync(context);
        var to = IsOurs(form[GoOn]) ? form[GoOn].ToString() : "/";
        if (!AccessKey.Opens(context, form[Key]))
        {
            return await ShowAsync(context, to, wrong: true, StatusCodes.Status401Unauthorized);
        }

        await BrowserAccess.SignInAsync(context);
        return new SeeOther(to);
    }

    private static async Task<IResult> ForgetAsync(HttpContext context)
    {
        await Page.ReadFormAsync(context);
        await BrowserAccess.SignOutAsync(context);
        return new SeeOther(Path);
    }

    private static Task<IResult> ShowAsync(HttpContext context, string to, bool wrong, int status) => Page.ShowAsync<KeyPage>(
        context,
        "Key",
        new() { [nameof(KeyPage.View)] = new KeyView(to, wrong, AccessKey.Opens(context, typed: null), AccessKey.IsKnown(context)) },
        status);

    // "//other.example" and "/\other.example" are other sites.
    private static bool IsOurs(string? to) => to is ['/', ..] and not ['/', '/' or '\\', ..];
}

/// <summary>Sends a browser elsewhere after a form was posted, so that it can reload without posting again.</summary>
/// <param name="Address">Where to.</param>
internal sealed record SeeOther(string Address) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = Address;
        httpContext.Response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}
