using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using MusicSync.ServiceDefaults.Access;
using MusicSync.Worker.Spotify;
using Yarp.ReverseProxy.Forwarder;

namespace MusicSync.Worker.SignIn;

/// <summary>The sign-in pages of the MCP host under this worker's name, so that only the worker need be reachable.</summary>
internal sealed class SignInForwarding(
    IHttpForwarder forwarder, IHttpMessageHandlerFactory handlers, SpotifyHost host, SignInSignal signal)
{
    public const string Path = "/signin";
    public const string CallbackPath = Path + "/callback";
    public const string OutPath = Path + "/out";
    public const string HttpClientName = "signin-forwarder";

    // Far above what the form with the key has.
    private const int MaxFormBytes = 16 * 1024;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    // A callback makes the host ask Spotify twice, 12 s each at most.
    private static readonly ForwarderRequestConfig Patience = new() { ActivityTimeout = TimeSpan.FromSeconds(30) };

    public async Task<IResult> ForwardAsync(HttpContext context)
    {
        if (HttpMethods.IsPost(context.Request.Method) && !OwnPage.Posts(context.Request))
        {
            return TypedResults.Problem(
                "Another site may not do this. Nothing has changed; open /signin here and use its buttons.",
                statusCode: StatusCodes.Status403Forbidden,
                title: "This did not come from a page of this service");
        }

        // A browser says how long its form is, and a callback has no body.
        if (HttpMethods.IsPost(context.Request.Method) && context.Request.ContentLength is not <= MaxFormBytes)
        {
            return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }

        // Its handlers live a while and are shared; the invoker around them owns nothing.
        using var http = new HttpMessageInvoker(handlers.CreateHandler(HttpClientName), disposeHandler: false);
        var error = await forwarder.SendAsync(context, host.Address.AbsoluteUri, http, Patience, Transformer.Instance);
        if (error is not ForwarderError.None)
        {
            return context.Response.HasStarted || context.RequestAborted.IsCancellationRequested ? Results.Empty
                : HostDown(context);
        }

        if (context.Request.Path == CallbackPath && context.Response.StatusCode == StatusCodes.Status200OK)
        {
            signal.Give();
        }

        return Results.Empty;
    }

    private static ProblemHttpResult HostDown(HttpContext context)
    {
        context.Response.Headers.RetryAfter = RetryAfter.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        return TypedResults.Problem(
            "Nobody can sign in or out while the MCP host is not answering; it keeps the sign-in. Load the page again in some seconds.",
            statusCode: StatusCodes.Status503ServiceUnavailable,
            title: "The MCP host is not answering");
    }

    /// <summary>Hands on what the sign-in pages need, and nothing that is for the worker alone.</summary>
    private sealed class Transformer : HttpTransformer
    {
        public static readonly Transformer Instance = new();

        // One for each attempt to sign in; other cookies are the worker's own.
        private const string AttemptCookie = "musicsync-signin-";

        private static readonly string[] Dropped =
        [
            HeaderNames.Authorization, HeaderNames.Cookie, HeaderNames.Origin, HeaderNames.Referer, OwnPage.Header,
            "Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Prefix", "X-Forwarded-Proto",
        ];

        public override async ValueTask TransformRequestAsync(
            HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
        {
            await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
            var (asked, headers) = (httpContext.Request, proxyRequest.Headers);
            foreach (var name in Dropped)
            {
                headers.Remove(name);
            }

            // Its own name, which is the one the host serves.
            headers.Host = null;
            headers.Add("X-Forwarded-Host", asked.Host.Value);
            headers.Add("X-Forwarded-Proto", asked.Scheme);
            if (HttpMethods.IsPost(asked.Method))
            {
                // Looked at above, by the name that the browser knows.
                headers.Add(OwnPage.Header, OwnPage.SameOrigin);
            }

            if (Cookies(asked) is { Length: > 0 } cookies)
            {
                headers.Add(HeaderNames.Cookie, cookies);
            }

            // The one place that decides who need not type the key. Of anybody else the host's page asks for it.
            if (AccessKey.IsKnown(httpContext))
            {
                headers.Authorization = AccessKey.Header(httpContext.RequestServices);
            }
        }

        public override ValueTask<bool> TransformResponseAsync(
            HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
        {
            // The page's own policy takes the place of the worker's: a browser would hold the page to both.
            foreach (var header in proxyResponse?.Headers.NonValidated ?? default)
            {
                httpContext.Response.Headers.Remove(header.Key);
            }

            return base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        }

        private static string Cookies(HttpRequest request) => string.Join(
            "; ",
            request.Cookies
                .Where(cookie => cookie.Key.StartsWith(AttemptCookie, StringComparison.Ordinal))
                .Select(cookie => $"{cookie.Key}={cookie.Value}"));
    }
}
