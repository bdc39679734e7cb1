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
