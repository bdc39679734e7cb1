using System.Globalization;
using MusicSync.LocalStack.Processes;
using MusicSync.LocalStack.Temporal;

namespace MusicSync.LocalStack;

/// <summary>The command line and environment of each MusicSync process.</summary>
internal sealed class StackServices(
    LocalStackOptions options,
    StackAddresses addresses,
    DataFolder data,
    BuildOutput build,
    ServiceEnvironment environment)
{
    public ServiceDefinition EmbeddedTemporal() => TemporalServer.DefineEmbedded(
        build.Program(TemporalChoice.EmbeddedProject), addresses.Temporal, data.TemporalJournal);

    public ServiceDefinition Spotify() => new(
        ServiceNames.Spotify,
        build.Program("MusicSync.SpotifySimulator"),
        [.. SimulatorArguments()],
        environment.For("spotify-simulator", addresses.Spotify),
        token => HttpReadiness.AnswersAsync(new Uri(addresses.Spotify, "_simulator/calls"), token));

    public ServiceDefinition McpHost() => new(
        ServiceNames.McpHost,
        build.Program("MusicSync.McpHost"),
        [],
        environment.For(
            "mcp-host",
            addresses.McpHost,
            // The simulator accepts exactly these; they open nothing else.
            ("Spotify__ClientId", "simulator-client"),
            ("Spotify__ClientSecret", "simulator-secret"),
            ("Spotify__RefreshToken", "simulator-refresh-token"),
            ("Spotify__ApiUrl", new Uri(addresses.Spotify, "v1/").AbsoluteUri),
            ("Spotify__AccountsUrl", addresses.Spotify.AbsoluteUri),
            ("MusicSync__DataDirectory", data.Of(ServiceNames.McpHost)),
            ("Spotify__WriteTimeout", Scaled(TimeSpan.FromSeconds(6))),
            ("Spotify__SignInRecheck", Scaled(TimeSpan.FromMinutes(1)))),
        token => HttpReadiness.AnswersAsync(new Uri(addresses.McpHost, "health"), token));

    public ServiceDefinition Worker(int number)
    {
        var name = ServiceNames.WorkerOf(number);
        var url = addresses.Workers[number - 1];
        var temporal = options.Route(name, ServiceNames.Temporal, new Uri($"http://{addresses.Temporal}"));
        var mcpHost = options.Route(name, ServiceNames.McpHost, addresses.McpHost);
        return new ServiceDefinition(
            name,
            build.Program("MusicSync.Worker"),
            [],
            environment.For(
                "worker",
                url,
                ("TEMPORAL_ADDRESS", temporal.Authority),
                ("TEMPORAL_NAMESPACE", "default"),
                ("services__mcp-host__http__0", mcpHost.GetLeftPart(UriPartial.Authority))),
            token => HttpReadiness.AnswersAsync(new Uri(url, "health"), token))
        {
            // Activities in flight report where they are, which takes a while on a busy machine.
            StopGrace = TimeSpan.FromSeconds(15),
        };
    }

    // The worker's rules of evidence count on the host's times, so these shrink with the worker's.
    private string Scaled(TimeSpan usual) => (usual * (options.TimeScale ?? 1)).ToString("c", CultureInfo.InvariantCulture);

    private IEnumerable<string> SimulatorArguments()
    {
        yield return "--urls";
        yield return addresses.Spotify.GetLeftPart(UriPartial.Authority);
        if (options.Catalog is { } catalog)
        {
            yield return "--catalog";
            yield return Path.GetFullPath(catalog);
        }

        if (options.Latency > TimeSpan.Zero)
        {
            yield return "--latency-ms";
            yield return options.Latency.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
        }

        if (options.Search is { } search)
        {
            yield return "--search";
            yield return search;
        }
    }
}
