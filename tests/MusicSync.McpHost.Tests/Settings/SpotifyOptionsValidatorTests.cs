using MusicSync.McpHost.Settings;

namespace MusicSync.McpHost.Tests.Settings;

public sealed class SpotifyOptionsValidatorTests
{
    private readonly SpotifyOptionsValidator _validator = new();

    [Fact]
    public void Settings_WithoutCredentials_AreValid() => Assert.True(_validator.Validate(null, new SpotifyOptions()).Succeeded);

    [Fact]
    public void Settings_ThatCannotWork_NameKeyValueAndRemedy()
    {
        var options = new SpotifyOptions
        {
            RefreshToken = "a-secret",
            ApiUrl = new Uri("v1", UriKind.Relative),
            ReadTimeout = TimeSpan.FromMinutes(5),
        };

        var failures = _validator.Validate(null, options).Failures!.ToArray();

        Assert.Equal(
            [
                "Spotify:ApiUrl (v1) must be an absolute http or https address such as https://api.spotify.com/v1/; set Spotify__ApiUrl.",
                "Spotify:ReadTimeout (00:05:00) must be between 00:00:01 and 00:01:00; set Spotify__ReadTimeout, for example 00:00:12.",
                "Spotify:ClientId is missing although Spotify:RefreshToken or Spotify:ClientSecret is given; set Spotify__ClientId.",
            ],
            failures);
    }
}
