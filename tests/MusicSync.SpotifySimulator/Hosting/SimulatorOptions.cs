using System.Globalization;
using MusicSync.SpotifySimulator.Catalog;
using MusicSync.SpotifySimulator.Catalog.Search;

namespace MusicSync.SpotifySimulator.Hosting;

/// <summary>How the simulator starts; each member but the last two is a command-line option too.</summary>
public sealed record SimulatorOptions
{
    /// <summary><c>--catalog FILE</c>: what there is to find.</summary>
    /// <value>Default: the small catalogue that ships with the simulator.</value>
    public TrackCatalog Catalog { get; init; } = TrackCatalog.Small;

    /// <summary><c>--latency-ms N</c>: how long each call under <c>/v1</c> takes at least.</summary>
    public TimeSpan Latency { get; init; } = TimeSpan.Zero;

    /// <summary><c>--search strict|plain</c>.</summary>
    public SearchRules Search { get; init; } = SearchRules.Strict;

    /// <summary><c>--token-lifetime-seconds N</c>: how long an access token is good.</summary>
    /// <value>Default one hour, as Spotify's.</value>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary><c>--snapshot-lag-ms N</c>: how long after a write reads still show an earlier snapshot id.</summary>
    /// <value>Default 30 s, as measured at Spotify.</value>
    public TimeSpan SnapshotLag { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    internal static SimulatorOptions From(IConfiguration configuration)
    {
        var defaults = new SimulatorOptions();

        return defaults with
        {
            Catalog = configuration["catalog"] is { } file ? TrackCatalog.Load(file) : defaults.Catalog,
            Latency = TimeSpan.FromMilliseconds(Number(configuration, "latency-ms") ?? 0),
            Search = Rules(configuration["search"]),
            TokenLifetime = Number(configuration, "token-lifetime-seconds") is { } seconds
                ? TimeSpan.FromSeconds(seconds)
                : defaults.TokenLifetime,
            SnapshotLag = Number(configuration, "snapshot-lag-ms") is { } lag
                ? TimeSpan.FromMilliseconds(lag)
                : defaults.SnapshotLag,
        };
    }

    private static SearchRules Rules(string? text) => text switch
    {
        null or "strict" => SearchRules.Strict,
        "plain" => SearchRules.Plain,
        _ => throw new ArgumentException($"--search '{text}' must be strict or plain."),
    };

    private static int? Number(IConfiguration configuration, string name)
    {
        if (configuration[name] is not { } text)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ArgumentException($"--{name} '{text}' must be a whole number, 0 or more.");
    }
}
