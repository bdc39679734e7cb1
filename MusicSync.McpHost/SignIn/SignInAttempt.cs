using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace MusicSync.McpHost.SignIn;

/// <summary>One way to Spotify and back. A class, since a record would print the verifier wherever somebody logs it.</summary>
internal sealed class SignInAttempt(string state, string verifier, Uri redirectUri, DateTimeOffset until)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    public string State { get; } = state;

    public string Verifier { get; } = verifier;

    public Uri RedirectUri { get; } = redirectUri;

    public DateTimeOffset Until { get; } = until;

    /// <summary>RFC 7636, S256.</summary>
    [JsonIgnore]
    public string Challenge => WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    public static SignInAttempt New(Uri redirectUri, DateTimeOffset now) => new(Random(), Random(), redirectUri, now + Lifetime);

    // 32 bytes are 43 letters, the shortest verifier allowed.
    private static string Random() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
}

[JsonSerializable(typeof(SignInAttempt))]
[JsonSourceGenerationOptions(RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
internal sealed partial class SignInAttemptJson : JsonSerializerContext;

/// <summary>Binds an attempt to the browser that began it: a cookie each, so that two tabs do not disturb one another.</summary>
internal sealed class AttemptCookies(IDataProtectionProvider protection)
{
    private const string Prefix = "musicsync-signin-";
    private const int NameLength = 8;

    private readonly IDataProtector _protector = protection.CreateProtector("MusicSync.McpHost.SignInAttempt.v1");

    public void Write(HttpResponse response, SignInAttempt attempt) => response.Cookies.Append(
        Name(attempt.State),
        WebEncoders.Base64UrlEncode(_protector.Protect(JsonSerializer.SerializeToUtf8Bytes(attempt, SignInAttemptJson.Default.SignInAttempt))),
        Options(attempt.RedirectUri.Scheme == Uri.UriSchemeHttps, maxAge: TimeSpan.FromMinutes(10)));

    /// <summary>The attempt that this browser began with this state; null where another did, or none.</summary>
    public SignInAttempt? Take(HttpContext context, string state)
    {
        if (state.Length < NameLength || context.Request.Cookies[Name(state)] is not { } sent)
        {
            return null;
        }

        context.Response.Cookies.Delete(Name(state), Options(isSecure: false, maxAge: null));
        try
        {
            var attempt = JsonSerializer.Deserialize(
                _protector.Unprotect(WebEncoders.Base64UrlDecode(sent)), SignInAttemptJson.Default.SignInAttempt);
            return attempt?.State == state ? attempt : null;
        }
        catch (Exception forged) when (forged is FormatException or CryptographicException or JsonException)
        {
            return null;
        }
    }

    private static string Name(string state) => Prefix + state[..NameLength];

    // Lax: it has to come along when Spotify sends the browser back.
    private static CookieOptions Options(bool isSecure, TimeSpan? maxAge) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        MaxAge = maxAge,
        Path = Authorization.SignInAddress.Path,
        SameSite = SameSiteMode.Lax,
        Secure = isSecure,
    };
}
