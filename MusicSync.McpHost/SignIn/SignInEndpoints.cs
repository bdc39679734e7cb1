using System.Globalization;
using Microsoft.Extensions.Options;
using MusicSync.McpHost.Authorization;
using MusicSync.McpHost.Settings;
using MusicSync.ServiceDefaults.Access;

namespace MusicSync.McpHost.SignIn;

/// <summary>Sign in, and out, with a browser. Where the service has a key, the person types it.</summary>
internal static class SignInEndpoints
{
    private const string OutPath = SignInAddress.Path + "/out";
    private const string GrantPath = SignInAddress.Path + "/grant";
    private const string ForwardedHost = "X-Forwarded-Host";

    private static readonly (string, string) Connect = (SignInAddress.Path, "Connect Spotify");
    private static readonly (string, string) Out = (OutPath, "Sign out");

    public static IServiceCollection AddSignIn(this IServiceCollection services) =>
        services.AddSingleton<SignInFlow>().AddSingleton<AttemptCookies>().AddSingleton<GrantReport>();

    public static void MapSignIn(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(SignInAddress.Path, GetAsync).AsksForTheKeyItself();
        endpoints.MapPost(SignInAddress.Path, StartAsync).AsksForTheKeyItself();
        endpoints.MapPost(OutPath, SignOutAsync).AsksForTheKeyItself();
        endpoints.MapGet(SignInAddress.CallbackPath, FinishAsync).AsksForTheKeyItself();
        endpoints.MapGet(GrantPath, (GrantReport report) => TypedResults.Ok(report.Now()));
    }

    /// <summary>Takes the browser back that went to Spotify from a console; only that one attempt is known, and not by a cookie.</summary>
    public static void MapLoneCallback(this IEndpointRouteBuilder endpoints, SignInAttempt attempt, TaskCompletionSource<SignInOutcome> ended) =>
        endpoints.MapGet(SignInAddress.CallbackPath, async (HttpContext context, SignInFlow flow, string? code, string? state, string? error) =>
        {
            var isOurs = state == attempt.State;
            var outcome = await flow.FinishAsync(isOurs ? attempt : null, code, error, context.RequestAborted);
            await ShowAsync(context, new SignInPage(outcome.Title, outcome.Text, AsksForKey: false));
            if (isOurs)
            {
                ended.TrySetResult(outcome);
            }
        });

    private static async Task GetAsync(HttpContext context, SignInFlow flow, TokenStore store, TokenSource tokens, IOptions<SpotifyOptions> options)
    {
        if (LoopbackName(context.Request, options.Value) is { } address)
        {
            // Cookies belong to a name, and Spotify sends the browser back to 127.0.0.1.
            context.Response.Redirect(address.AbsoluteUri);
        }
        else if (!AccessKey.IsKnown(context))
        {
            await ShowAsync(context, new SignInPage(
                "Connect Spotify", "This service has a key; whoever has it may connect an account, or disconnect it.", true, Connect, Out));
        }
        else if (store.InForce is null)
        {
            await SendToSpotifyAsync(context, flow, options.Value);
        }
        else
        {
            var (signIn, problem) = await flow.WhoAsync(context.RequestAborted);
            await ShowAsync(context, About(signIn, tokens.Refusal?.Failure.Text ?? problem));
        }
    }

    private static async Task StartAsync(HttpContext context, SignInFlow flow, IOptions<SpotifyOptions> options)
    {
        if (await MayAsync(context))
        {
            await SendToSpotifyAsync(context, flow, options.Value);
        }
    }

    private static async Task SignOutAsync(HttpContext context, SignInFlow flow)
    {
        if (await MayAsync(context))
        {
            flow.SignOut();
            await ShowAsync(context, new SignInPage(
                "Signed out",
                "MusicSync has forgotten the sign-in; syncs wait until somebody connects again. At Spotify the app stays listed under Account, Manage apps.",
                !AccessKey.IsKnown(context),
                Connect));
        }
    }

    private static async Task FinishAsync(HttpContext context, SignInFlow flow, AttemptCookies cookies, string? code, string? state, string? error)
    {
        var outcome = await flow.FinishAsync(cookies.Take(context, state ?? ""), code, error, context.RequestAborted);
        var page = outcome.IsConnected
            ? new SignInPage(outcome.Title, outcome.Text, AsksForKey: false)
            : new SignInPage(outcome.Title, $"{outcome.Text} {HowToGoOn(context)}", !AccessKey.IsKnown(context), Connect);
        await ShowAsync(context, page, outcome.IsConnected ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static string HowToGoOn(HttpContext context) =>
        context.RequestServices.GetRequiredService<SignInAddress>().Page is { } page ? $"To begin anew, press the button or open {page}." : "To begin anew, press the button.";

    private static Task SendToSpotifyAsync(HttpContext context, SignInFlow flow, SpotifyOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.ClientId))
        {
            return ShowAsync(context, new SignInPage(
                "This host has no Spotify app",
                "Set Spotify__ClientId to the client id of your app in Spotify's developer dashboard, restart the host, and come back.",
                AsksForKey: false), StatusCodes.Status409Conflict);
        }

        if (RedirectUri(context.Request, options) is not { } redirectUri)
        {
            return ShowAsync(context, new SignInPage(
                "This address is not known to Spotify",
                $"Set Spotify__RedirectUri to https://{Host(context.Request).Host}{SignInAddress.CallbackPath}, register the same in Spotify's developer dashboard, and restart the host.",
                AsksForKey: false), StatusCodes.Status409Conflict);
        }

        var attempt = flow.Begin(redirectUri);
        context.RequestServices.GetRequiredService<AttemptCookies>().Write(context.Response, attempt);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = flow.ConsentAddress(attempt).AbsoluteUri;
        return Task.CompletedTask;
    }

    private static SignInPage About(KeptSignIn? signIn, string? problem)
    {
        string?[] sentences =
        [
            signIn?.InsteadOf is { } other ? $"Before, it was {other}." : null,
            signIn?.EndsAt is { } ends
                ? $"The sign-in holds until {ends.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}; then connect again."
                : null,
            problem ?? "There is nothing to do here.",
        ];
        var title = signIn is { AccountId: not null } ? $"Connected as {signIn.AccountName ?? signIn.AccountId}" : "Connected to Spotify";
        return new SignInPage(title, string.Join(' ', sentences.OfType<string>()), AsksForKey: false, (SignInAddress.Path, "Connect again, or another account"), Out);
    }

    /// <summary>Whether one of our own pages posts it, by somebody who has the key; else says so.</summary>
    private static async Task<bool> MayAsync(HttpContext context)
    {
        if (!OwnPage.Posts(context.Request))
        {
            await ShowAsync(context, new SignInPage(
                "This did not come from this page", "Another site may not do this. Nothing has changed.", !AccessKey.IsKnown(context), Connect),
                StatusCodes.Status403Forbidden);
            return false;
        }

        if (AccessKey.IsKnown(context)
            || (context.Request.HasFormContentType && AccessKey.Opens(context, (await context.Request.ReadFormAsync(context.RequestAborted))["key"])))
        {
            return true;
        }

        await ShowAsync(context, new SignInPage(
            "That is not the key", "It is the value of Access__ApiKey. Nothing has changed.", true, Connect, Out), StatusCodes.Status401Unauthorized);
        return false;
    }

    private static Uri? RedirectUri(HttpRequest request, SpotifyOptions options) =>
        options.RedirectUri ?? (SignInAddress.IsLoopback(Host(request).Host) ? Loopback(request, SignInAddress.CallbackPath) : null);

    private static Uri? LoopbackName(HttpRequest request, SpotifyOptions options) =>
        options.RedirectUri is null && Host(request).Host is not "127.0.0.1" and var host && SignInAddress.IsLoopback(host)
            ? Loopback(request, SignInAddress.Path)
            : null;

    private static Uri Loopback(HttpRequest request, string path) => new($"http://127.0.0.1:{Host(request).Port ?? 80}{path}");

    // The worker says under which name it was called. Nobody gains by lying: the browser is sent to loopback, or as configured.
    private static HostString Host(HttpRequest request) =>
        request.Headers[ForwardedHost].ToString() is { Length: > 0 } forwarded ? new HostString(forwarded) : request.Host;

    private static Task ShowAsync(HttpContext context, SignInPage page, int status = StatusCodes.Status200OK) =>
        page.WriteAsync(context.Response, status, context.RequestServices.GetRequiredService<IOptions<SpotifyOptions>>().Value.AccountsUrl);
}
