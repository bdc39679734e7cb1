using System.Net.Http.Headers;
using System.Text;

namespace MusicSync.SpotifySimulator.Accounts;

/// <summary>Which app asks, and whether it proved it: by Basic header, by form fields, or not at all (PKCE).</summary>
internal sealed record ClientAuthentication(string? Refusal, bool HasSecret)
{
    public static ClientAuthentication Of(HttpRequest request, IFormCollection form, SimulatedApp app)
    {
        var (id, secret) = FromHeader(request) ?? (form["client_id"].FirstOrDefault(), form["client_secret"].FirstOrDefault());
        if (id != SimulatorAccount.ClientId)
        {
            return new ClientAuthentication("Invalid client", HasSecret: false);
        }

        return secret is null || secret == app.Secret
            ? new ClientAuthentication(Refusal: null, HasSecret: secret is not null)
            : new ClientAuthentication("Invalid client secret", HasSecret: false);
    }

    private static (string? Id, string? Secret)? FromHeader(HttpRequest request)
    {
        // Authorization: Basic base64(client id : client secret)
        if (!AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header)
            || !string.Equals(header.Scheme, "Basic", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var bytes = new byte[header.Parameter?.Length ?? 0];
        if (!Convert.TryFromBase64String(header.Parameter ?? "", bytes, out var length))
        {
            return (null, null);
        }

        var parts = Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2);
        return (parts[0], parts.Length == 2 ? parts[1] : "");
    }
}
