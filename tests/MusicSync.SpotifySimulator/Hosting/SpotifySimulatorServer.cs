using MusicSync.SpotifySimulator.Accounts;
using MusicSync.SpotifySimulator.Catalog;
using MusicSync.SpotifySimulator.Control;
using MusicSync.SpotifySimulator.Faults;
using MusicSync.SpotifySimulator.Playlists;

namespace MusicSync.SpotifySimulator.Hosting;

/// <summary>The simulator inside the caller's process, on a free loopback port, with its state in reach.</summary>
public sealed class SpotifySimulatorServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SpotifySimulatorServer(WebApplication app) => _app = app;

    /// <summary>Scheme, host and port.</summary>
    public Uri BaseUrl => new(_app.Urls.Single());

    /// <summary>What <c>Spotify__ApiUrl</c> should be; ends in <c>/v1/</c>.</summary>
    public Uri ApiUrl => new(BaseUrl, "v1/");

    /// <summary>What <c>Spotify__AccountsUrl</c> should be; ends in a slash.</summary>
    public Uri AccountsUrl => new(BaseUrl, "/");

    /// <summary>The tracks that exist.</summary>
    public TrackCatalog Catalog => Get<TrackCatalog>();

    /// <summary>The playlists as they truly are.</summary>
    public PlaylistStore Playlists => Get<PlaylistStore>();

    /// <summary>What the user saved or follows.</summary>
    public UserLibrary Library => Get<UserLibrary>();

    /// <summary>The scripted faults.</summary>
    public FaultRules Faults => Get<FaultRules>();

    /// <summary>What was called how often.</summary>
    public CallCounters Calls => Get<CallCounters>();

    /// <summary>Consents and tokens.</summary>
    public Grants Grants => Get<Grants>();

    /// <summary>Starts a server of its own; several may run side by side and share a catalogue.</summary>
    /// <param name="options">Catalogue, latency, clock and so on.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    public static async Task<SpotifySimulatorServer> StartAsync(
        SimulatorOptions options,
        CancellationToken cancellationToken = default)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSimulator(options);
        var app = builder.Build();
        app.Urls.Clear();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapSimulator();
        await app.StartAsync(cancellationToken);

        return new SpotifySimulatorServer(app);
    }

    /// <summary>A bearer token of the simulated user, without going through the accounts service.</summary>
    public string IssueAccessToken() => Grants.IssueFor(SimulatorAccount.RefreshToken);

    /// <summary>Stops the server.</summary>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();
}
