using Microsoft.Extensions.Options;

namespace MusicSync.McpHost.Settings;

/// <summary>Stops the start on settings that cannot work; missing credentials are not among them (the host answers what to do).</summary>
internal sealed class SpotifyOptionsValidator : IValidateOptions<SpotifyOptions>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestRecheck = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, SpotifyOptions options)
    {
        string?[] findings =
        [
            Address(nameof(options.ApiUrl), options.ApiUrl, "https://api.spotify.com/v1/"),
            Address(nameof(options.AccountsUrl), options.AccountsUrl, "https://accounts.spotify.com/"),
            Duration(nameof(options.ReadTimeout), options.ReadTimeout, Longest),
            Duration(nameof(options.WriteTimeout), options.WriteTimeout, Longest),
            Duration(nameof(options.SignInRecheck), options.SignInRecheck, LongestRecheck),
            Credentials(options),
        ];
        var failures = findings.OfType<string>().ToArray();
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static string? Address(string key, Uri address, string example) =>
        address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            ? null
            : $"Spotify:{key} ({address}) must be an absolute http or https address such as {example}; set Spotify__{key}.";

    private static string? Duration(string key, TimeSpan value, TimeSpan longest) =>
        value >= Shortest && value <= longest
            ? null
            : $"Spotify:{key} ({value}) must be between {Shortest} and {longest}; set Spotify__{key}, for example 00:00:12.";

    private static string? Credentials(SpotifyOptions options) =>
        string.IsNullOrWhiteSpace(options.ClientId)
        && !(string.IsNullOrWhiteSpace(options.RefreshToken) && string.IsNullOrWhiteSpace(options.ClientSecret))
            ? "Spotify:ClientId is missing although Spotify:RefreshToken or Spotify:ClientSecret is given; set Spotify__ClientId."
            : null;
}
