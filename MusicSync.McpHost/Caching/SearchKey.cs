using System.Text;
using MusicSync.McpHost.Settings;

namespace MusicSync.McpHost.Caching;

/// <summary>Under which name an answer is remembered: the query as search reads it, and whose catalogue was asked.</summary>
internal sealed class SearchKey(SpotifyOptions spotify)
{
    // The catalogue depends on the user's country, which Spotify no longer tells; so the sign-in stands for it.
    private readonly string _account = Fingerprint.Of($"{spotify.ApiUrl}\n{spotify.ClientId}\n{spotify.RefreshToken}");

    /// <summary>Case and spacing make no difference to Spotify's search; accents may.</summary>
    public string Of(string query)
    {
        var text = query.Normalize(NormalizationForm.FormC).ToLowerInvariant();
        var words = text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries);
        return $"{_account} {string.Join(' ', words)}";
    }
}
