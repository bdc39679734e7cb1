using Microsoft.Extensions.Options;

namespace MusicSync.ServiceDefaults.Access;

/// <summary>Who may call a service.</summary>
internal sealed class AccessOptions
{
    public const string SectionName = "Access";

    private const int MaxCalls = 100_000;

    /// <summary>
    /// The key that callers send as <c>Authorization: Bearer</c>, and that the worker sends to the MCP host. Without one
    /// a service answers everybody who reaches it, so it then listens on loopback addresses only.
    /// </summary>
    public string? ApiKey { get; set; }

    /// <summary>Origins of pages elsewhere that may call, such as <c>https://music.example</c>; default none.</summary>
    public string[] AllowedOrigins { get; set; } = [];

    /// <summary>
    /// Calls a second that one address may make in the long run; 1 to 100,000, default 5,000. A stop for a caller that
    /// runs wild, far above what a sync needs; Spotify's own limits are kept elsewhere.
    /// </summary>
    [SettingRange(1, MaxCalls, Unit = "calls")]
    public int CallsPerSecond { get; set; } = 5_000;

    /// <summary>Calls that one address may make at once after a pause; 1 to 100,000, default 10,000.</summary>
    [SettingRange(1, MaxCalls, Unit = "calls")]
    public int Burst { get; set; } = 10_000;

    public bool RequiresKey => !string.IsNullOrEmpty(ApiKey);
}

/// <summary>Stops the start, before anything listens, where the rate limit would hold nobody back.</summary>
[OptionsValidator]
internal sealed partial class AccessRangesValidator : IValidateOptions<AccessOptions>;

/// <summary>Stops the start, before anything listens, where everybody could call, or nobody could.</summary>
internal sealed class AccessOptionsValidator(BoundAddresses addresses) : IValidateOptions<AccessOptions>
{
    private const string HowToMakeOne = "for example from `openssl rand -hex 32`";

    public ValidateOptionsResult Validate(string? name, AccessOptions options)
    {
        string?[] findings =
        [
            Missing(options),
            Unsendable(options.ApiKey),
            .. options.AllowedOrigins.Select(Origin),
        ];
        var failures = findings.OfType<string>().ToArray();
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private string? Missing(AccessOptions options) => options.RequiresKey || addresses.Reachable is not [var open, ..]
        ? null
        : $"{open} can be reached from other machines, and whoever calls it could edit the user's playlists: set "
            + $"Access__ApiKey to a secret, {HowToMakeOne}, the same for worker and MCP host; or listen on http://127.0.0.1 only.";

    // The key itself stays out of the message. A header carries visible ASCII only.
    private static string? Unsendable(string? key) => key is null || key.All(letter => letter is > ' ' and <= '~')
        ? null
        : $"Access:ApiKey has a blank or a character outside ASCII, which no header carries; set Access__ApiKey to a secret, {HowToMakeOne}.";

    // https://music.example, as a browser sends it: no path, no default port.
    private static string? Origin(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && origin == uri.GetLeftPart(UriPartial.Authority)
            ? null
            : $"Access:AllowedOrigins has '{origin}', which no browser sends; write scheme, host and port only, such as https://music.example.";
}
