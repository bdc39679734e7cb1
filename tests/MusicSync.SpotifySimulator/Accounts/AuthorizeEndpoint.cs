using System.Net;
using Microsoft.AspNetCore.WebUtilities;

namespace MusicSync.SpotifySimulator.Accounts;

/// <summary>The consent page. The simulated user always agrees at once.</summary>
internal static class AuthorizeEndpoint
{
    public static IResult Authorize(HttpRequest request, AuthorizationCodes codes)
    {
        string? Query(string name) => request.Query[name].FirstOrDefault();

        if (Refusal(Query) is { } refusal)
        {
            return Results.Text(refusal, statusCode: StatusCodes.Status400BadRequest);
        }

        var redirectUri = Query("redirect_uri")!;
        var scopes = (Query("scope") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var code = codes.Issue(redirectUri, scopes, Query("code_challenge"));
        var answer = new Dictionary<string, string?> { ["code"] = code, ["state"] = Query("state") };
        return Results.Redirect(QueryHelpers.AddQueryString(redirectUri, answer));
    }

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
