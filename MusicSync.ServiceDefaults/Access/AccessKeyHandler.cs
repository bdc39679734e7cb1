using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace MusicSync.ServiceDefaults.Access;

/// <summary>Knows a caller by the key in <c>Authorization: Bearer</c>; where there is no key, everybody on this machine is one.</summary>
internal sealed class AccessKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> scheme, ILoggerFactory loggers, UrlEncoder encoder, IOptions<AccessOptions> access)
    : AuthenticationHandler<AuthenticationSchemeOptions>(scheme, loggers, encoder)
{
    public const string SchemeName = "AccessKey";

    private const string Bearer = "Bearer";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Judge(access.Value.ApiKey, Sent(Request)));

    // RFC 6750, section 3: a wrong key is told apart from a missing one.
    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var wrong = (await HandleAuthenticateOnceSafeAsync()).Failure is not null;
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = wrong ? "Bearer realm=\"musicsync\", error=\"invalid_token\"" : "Bearer realm=\"musicsync\"";
    }

    private static AuthenticateResult Judge(string? key, string? sent) =>
        string.IsNullOrEmpty(key) ? AuthenticateResult.Success(Ticket("this-machine"))
        : sent is null ? AuthenticateResult.NoResult()
        : AccessKey.Same(sent, key) ? AuthenticateResult.Success(Ticket("key-holder"))
        : AuthenticateResult.Fail("It is not the key of this service.");

    private static string? Sent(HttpRequest request) =>
        AuthenticationHeaderValue.TryParse(request.Headers[HeaderNames.Authorization], out var header)
        && string.Equals(header.Scheme, Bearer, StringComparison.OrdinalIgnoreCase)
            ? header.Parameter
            : null;

    private static AuthenticationTicket Ticket(string caller) => new(
        new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, caller)], SchemeName)), SchemeName);
}
