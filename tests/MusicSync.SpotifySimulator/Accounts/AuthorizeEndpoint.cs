using System.Net;
using System.Net.Mime;
using Microsoft.AspNetCore.WebUtilities;

namespace MusicSync.SpotifySimulator.Accounts;

/// <summary>The consent page for a browser. For a program the first user agrees at once.</summary>
internal static class AuthorizeEndpoint
{
    public static IResult Authorize(HttpRequest request, AuthorizationCodes codes)
    {
        string? Query(string name) => request.Query[name].FirstOrDefault();

        if (Refusal(Query) is { } refusal)
        {
            return Results.Text(refusal, statusCode: StatusCodes.Status400BadRequest);
        }

        if (Query("answer") is null && IsBrowser(request))
        {
            return Results.Content(ConsentPage.Write(request.Query), $"{MediaTypeNames.Text.Html}; charset=utf-8");
        }

        var redirectUri = Query("redirect_uri")!;
        if (Query("answer") is "cancel")
        {
            return Back(redirectUri, "error", "access_denied", Query("state"));
        }

        var user = SimulatorAccount.Users.FirstOrDefault(user => user.Id == Query("account")) ?? SimulatorAccount.Users[0];
        var scopes = (Query("scope") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return Back(redirectUri, "code", codes.Issue(user, redirectUri, scopes, Query("code_challenge")), Query("state"));
    }

    private static IResult Back(string redirectUri, string name, string value, string? state) => Results.Redirect(
        QueryHelpers.AddQueryString(redirectUri, new Dictionary<string, string?> { [name] = value, ["state"] = state }));

    private static bool IsBrowser(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains(MediaTypeNames.Text.Html, StringComparison.OrdinalIgnoreCase);

    private static string? Refusal(Func<string, string?> query)
    {
        if (query("client_id") != SimulatorAccount.ClientId)
        {
            return "INVALID_CLIENT: Invalid client";
        }

        if (query("response_type") != "code")
        {
            // The implicit grant ended on 2025-11-27.
            return "response_type must be code";
        }

        if (query("code_challenge") is not null && query("code_challenge_method") != "S256")
        {
            return "code_challenge_method must be S256";
        }

        return RedirectRefusal(query("redirect_uri"));
    }

    /// <summary>HTTPS, or plain HTTP on a loopback address literal; never localhost.</summary>
    private static string? RedirectRefusal(string? redirectUri)
    {
        if (!Uri.TryCreate(redirectUri, UriKind.Absolute, out var uri))
        {
            return "INVALID_CLIENT: Invalid redirect URI";
        }

        var loopback = IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address);
        return uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && loopback)
            ? null
            : "INVALID_CLIENT: Insecure redirect URI";
    }
}
