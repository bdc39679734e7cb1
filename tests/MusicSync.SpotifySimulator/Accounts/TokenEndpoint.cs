using MusicSync.SpotifySimulator.Catalog;
using MusicSync.SpotifySimulator.Control;

namespace MusicSync.SpotifySimulator.Accounts;

/// <summary>The accounts service's token endpoint.</summary>
internal sealed class TokenEndpoint(Grants grants, AuthorizationCodes codes, SimulatedApp app, CallCounters calls)
{
    public async Task<IResult> AnswerAsync(HttpRequest request)
    {
        calls.CountTokenRequest();
        if (!request.HasFormContentType)
        {
            return Refused("unsupported_grant_type", "grant_type parameter is missing");
        }

        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        var client = ClientAuthentication.Of(request, form, app);
        if (client.Refusal is { } refusal)
        {
            return Refused("invalid_client", refusal);
        }

        return form["grant_type"].FirstOrDefault() switch
        {
            "authorization_code" => Exchange(form, client),
            "refresh_token" => Refresh(form),
            "client_credentials" => ClientCredentials(client),
            null or "" => Refused("unsupported_grant_type", "grant_type parameter is missing"),
            _ => Refused("unsupported_grant_type", "grant_type must be client_credentials, authorization_code or refresh_token"),
        };
    }

    private IResult Exchange(IFormCollection form, ClientAuthentication client)
    {
        var authorization = codes.Take(form["code"].FirstOrDefault() ?? "");
        if (authorization is null)
        {
            return Refused("invalid_grant", "Invalid authorization code");
        }

        if (authorization.RedirectUri != form["redirect_uri"].FirstOrDefault())
        {
            return Refused("invalid_grant", "Invalid redirect URI");
        }

        if (authorization.CodeChallenge is null && !client.HasSecret)
        {
            return Refused("invalid_client", "Invalid client secret");
        }

        if (!authorization.Accepts(form["code_verifier"].FirstOrDefault()))
        {
            return Refused("invalid_grant", "code_verifier was incorrect");
        }

        var refreshToken = StableId.New();
        grants.Renew(refreshToken, authorization.User, authorization.Scopes);
        return Token(grants.Issue(grants.FindGood(refreshToken)), authorization.Scopes, refreshToken);
    }

    private IResult Refresh(IFormCollection form)
    {
        var refreshToken = form["refresh_token"].FirstOrDefault();
        if (string.IsNullOrEmpty(refreshToken))
        {
            return Refused("invalid_request", "refresh_token must be supplied");
        }

        if (grants.FindGood(refreshToken) is not { } grant)
        {
            var known = grants.IsKnown(refreshToken);
            return Refused("invalid_grant", known ? "Refresh token revoked" : "Invalid refresh token");
        }

        // Since mid-2026 the reply carries no refresh token: the old one stays.
        return Token(grants.Issue(grant), grant.Scopes, refreshToken: null);
    }

    private IResult ClientCredentials(ClientAuthentication client) => client.HasSecret
        ? Token(grants.Issue(grant: null), scopes: [], refreshToken: null)
        : Refused("invalid_client", "Invalid client secret");

    private IResult Token(AccessToken token, IReadOnlyList<string> scopes, string? refreshToken) => Results.Json(
        new TokenReply(
            token.Value,
            "Bearer",
            (int)grants.TokenLifetime.TotalSeconds,
            scopes.Count > 0 ? string.Join(' ', scopes) : null,
            refreshToken),
        AccountsJson.Options);

    private static IResult Refused(string error, string description) =>
        Results.Json(new AccountsError(error, description), AccountsJson.Options, statusCode: 400);
}
