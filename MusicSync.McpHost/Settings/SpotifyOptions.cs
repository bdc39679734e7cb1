using System.Net;
using Microsoft.Extensions.Options;
using MusicSync.ServiceDefaults;

namespace MusicSync.McpHost.Settings;

/// <summary>How to reach Spotify and as whom.</summary>
internal sealed class SpotifyOptions
{
    public const string SectionName = "Spotify";

    /// <summary>Client id of the app in Spotify's developer dashboard.</summary>
    public string? ClientId { get; set; }

    /// <summary>Secret of that app; leave it out for an app that signs in with PKCE.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>Refresh token of a sign-in made elsewhere; taken over once, so that it need not stay configured.</summary>
    public string? RefreshToken { get; set; }

    /// <summary>
    /// Where Spotify sends the browser back to, where the host is reached by another name than loopback; ends in
    /// <c>/signin/callback</c>, as registered in the developer dashboard.
    /// </summary>
    public Uri? RedirectUri { get; set; }

    /// <summary>Base address of the Web API.</summary>
    public Uri ApiUrl { get; set; } = new("https://api.spotify.com/v1/");

    /// <summary>Base address of the accounts service.</summary>
    public Uri AccountsUrl { get; set; } = new("https://accounts.spotify.com/");

    /// <summary>Longest time for a read, its two retries included; 1 s to 60 s, default 12 s.</summary>
    [SettingRange(typeof(TimeSpan), "00:00:01", "00:01:00", Example = "00:00:12")]
    public TimeSpan ReadTimeout { get; set; } = TimeSpan.FromSeconds(12);

    /// <summary>Longest time for a write; 1 s to 60 s, default 6 s. A caller's settle time counts on it.</summary>
    [SettingRange(typeof(TimeSpan), "00:00:01", "00:01:00", Example = "00:00:06")]
    public TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(6);

    /// <summary>After a refused sign-in, how long every call is answered without asking again; 1 s to 1 h, default 1 min.</summary>
    [SettingRange(typeof(TimeSpan), "00:00:01", "01:00:00", Example = "00:01:00")]
    public TimeSpan SignInRecheck { get; set; } = TimeSpan.FromMinutes(1);
}

/// <summary>Stops the start on settings that cannot work; missing credentials are not among them (the host answers what to do).</summary>
internal sealed class SpotifyOptionsValidator : IValidateOptions<SpotifyOptions>
{
    private readonly SpotifyOptionsRanges _ranges = new();

    public ValidateOptionsResult Validate(string? name, SpotifyOptions options)
    {
        var findings = new ValidateOptionsResultBuilder();
        CheckAddress(findings, nameof(options.ApiUrl), options.ApiUrl, "https://api.spotify.com/v1/");
        CheckAddress(findings, nameof(options.AccountsUrl), options.AccountsUrl, "https://accounts.spotify.com/");
        if (options.RedirectUri is { } redirect)
        {
            CheckRedirect(findings, redirect);
        }

        findings.AddResult(_ranges.Validate(name, options));
        if (string.IsNullOrWhiteSpace(options.ClientId)
            && !(string.IsNullOrWhiteSpace(options.RefreshToken) && string.IsNullOrWhiteSpace(options.ClientSecret)))
        {
            findings.AddError("Spotify:ClientId is missing although Spotify:RefreshToken or Spotify:ClientSecret is given; set Spotify__ClientId.");
        }

        return findings.Build();
    }

    // What Spotify takes: https, or http on a loopback address, never localhost.
    private static void CheckRedirect(ValidateOptionsResultBuilder findings, Uri redirect)
    {
        var isTaken = redirect.IsAbsoluteUri
            && redirect.AbsolutePath == "/signin/callback"
            && (redirect.Scheme == Uri.UriSchemeHttps
                || (redirect.Scheme == Uri.UriSchemeHttp && IPAddress.TryParse(redirect.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip)));
        if (!isTaken)
        {
            findings.AddError(
                $"Spotify:RedirectUri ({redirect}) must be an address such as https://music.example/signin/callback, "
                + "or http://127.0.0.1:5310/signin/callback; set Spotify__RedirectUri.");
        }
    }

    private static void CheckAddress(ValidateOptionsResultBuilder findings, string key, Uri address, string example)
    {
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
        {
            findings.AddError($"Spotify:{key} ({address}) must be an absolute http or https address such as {example}; set Spotify__{key}.");
        }
    }
}

[OptionsValidator]
internal sealed partial class SpotifyOptionsRanges : IValidateOptions<SpotifyOptions>;

/// <summary>How Spotify is connected to: its Web API and its accounts service alike.</summary>
internal static class SpotifyConnection
{
    // Well below a write's total time-out, so that "never connected" is told from "outcome unknown".
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);

    /// <summary>The address with the slash that relative addresses need.</summary>
    public static Uri AsDirectory(Uri address) => new(address.AbsoluteUri.TrimEnd('/') + "/");

    // A redirect would turn a POST into a GET, or carry a token elsewhere; Spotify sends none.
    public static SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };
}
