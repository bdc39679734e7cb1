using System.Text.Json;
using System.Text.Json.Serialization;

namespace MusicSync.SpotifySimulator.Accounts;

internal sealed record TokenReply(
    string AccessToken,
    string TokenType,
    int ExpiresIn,
    string? Scope,
    string? RefreshToken);

internal sealed record AccountsError(string Error, string ErrorDescription);

internal static class AccountsJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };
}
