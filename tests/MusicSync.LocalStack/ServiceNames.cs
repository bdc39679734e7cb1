using System.Globalization;

namespace MusicSync.LocalStack;

/// <summary>Names of the services, as in the log files and in the operations of <see cref="RunningStack"/>.</summary>
public static class ServiceNames
{
    /// <summary>The Temporal server, either of the two.</summary>
    public const string Temporal = "temporal";

    /// <summary>The Spotify simulator.</summary>
    public const string Spotify = "spotify-simulator";

    /// <summary>The MCP host.</summary>
    public const string McpHost = "mcp-host";

    /// <summary>The first worker.</summary>
    public const string Worker = "worker";

    /// <summary>Name of a worker: <c>worker</c>, <c>worker-2</c>, …</summary>
    /// <param name="number">From 1.</param>
    /// <returns>The name.</returns>
    public static string WorkerOf(int number) =>
        number == 1 ? Worker : string.Create(CultureInfo.InvariantCulture, $"{Worker}-{number}");
}
