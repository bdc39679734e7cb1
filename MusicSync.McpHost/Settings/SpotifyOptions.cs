using Microsoft.Extensions.Options;

namespace MusicSync.McpHost.Settings;

/// <summary>How to reach Spotify and as whom.</summary>
internal sealed class SpotifyOptions
{
    public const string SectionName = "Spotify";

    /// <summary>Client id of the app in Spotify's developer dashboard.</summary>
    public string? ClientId { get; set; }

    /// <summary>Secret of that app; leave it out for an app that signs in with PKCE.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>Refresh token of the user's sign-in; lives six months from consent.</summary>
    public string? RefreshToken { get; set; }

    /// <summary>Base address of the Web API.</summary>
    public Uri ApiUrl { get; set; } = new("https://api.spotify.com/v1/");

    /// <summary>Base address of the accounts service.</summary>
    public Uri AccountsUrl { get; set; } = new("https://accounts.spotify.com/");

    /// <summary>Longest time for a read, its two retries included; 1 s to 60 s, default 12 s.</summary>
    public TimeSpan ReadTimeout { get; set; } = TimeSpan.FromSeconds(12);

    /// <summary>Longest time for a write; 1 s to 60 s, default 6 s. A caller's settle time counts on it.</summary>
    public TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(6);

    /// <summary>After a refused sign-in, how long every call is answered without asking again; 1 s to 1 h, default 1 min.</summary>
    public TimeSpan SignInRecheck { get; set; } = TimeSpan.FromMinutes(1);
}

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
