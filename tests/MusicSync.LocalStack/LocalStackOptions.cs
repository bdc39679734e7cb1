using MusicSync.LocalStack.Temporal;

namespace MusicSync.LocalStack;

/// <summary>What to start and how; all defaults together are a stack that needs nothing.</summary>
public sealed record LocalStackOptions
{
    /// <summary>Catalogue of the simulator, CSV or CSV.GZ.</summary>
    /// <value>Default: the small one the simulator brings.</value>
    public string? Catalog { get; init; }

    /// <summary>Time the simulator takes for an answer.</summary>
    /// <value>Default: none.</value>
    public TimeSpan Latency { get; init; }

    /// <summary>How the simulator searches: <c>strict</c> as Spotify does, or <c>plain</c>.</summary>
    /// <value>Default: left to the simulator.</value>
    public string? Search { get; init; }

    /// <summary>Where to write URLs and process ids once everything is ready, and after each restart.</summary>
    /// <value>Default: nowhere.</value>
    public string? ReadyFile { get; init; }

    /// <summary>Where Temporal, the services and the logs keep their state.</summary>
    /// <value>Default: a fresh temporary folder, removed after a clean end.</value>
    public string? DataDirectory { get; init; }

    /// <summary>Number of worker processes.</summary>
    /// <value>Default: 1.</value>
    public int Workers { get; init; } = 1;

    /// <summary>Whether a service that dies is started again after a second.</summary>
    /// <value>Default: yes.</value>
    public bool Restart { get; init; } = true;

    /// <summary>Factor on settle time, heartbeat time-outs, lease, margins and pauses of the services.</summary>
    /// <value>Default: left to the services, which is 1.</value>
    public double? TimeScale { get; init; }

    /// <summary>Which Temporal server the stack starts; without meaning when <see cref="TemporalAddress"/> is given.</summary>
    /// <value>Default: the dev server where a Temporal CLI is found, otherwise the embedded stand-in.</value>
    public TemporalMode Temporal { get; init; }

    /// <summary>A Temporal server that runs already, as <c>host:port</c>.</summary>
    /// <value>Default: the stack starts one of its own.</value>
    public string? TemporalAddress { get; init; }

    /// <summary>Further environment variables of worker and MCP host, such as <c>Spotify__SettleTime</c>.</summary>
    /// <value>Default: none. They win over what the stack sets.</value>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Lets a caller stand between a worker and what it calls: gets the worker's name, the name of the called service and
    /// its address, and answers the address to use.
    /// </summary>
    /// <value>Default: the address itself.</value>
    public Func<string, string, Uri, Uri> Route { get; init; } = (_, _, address) => address;
}
