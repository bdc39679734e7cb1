using System.Globalization;

namespace MusicSync.LocalStack;

/// <summary>Where everything listens, decided before anything is started.</summary>
/// <param name="Temporal">Temporal's gRPC endpoint, <c>host:port</c>.</param>
/// <param name="TemporalUi">Temporal's web page, when the server is a dev server of the stack.</param>
/// <param name="Spotify">The simulator.</param>
/// <param name="McpHost">The MCP host.</param>
/// <param name="Workers">The workers, at least one.</param>
internal sealed record StackAddresses(
    string Temporal, Uri? TemporalUi, Uri Spotify, Uri McpHost, IReadOnlyList<Uri> Workers)
{
    public static StackAddresses Take(int workers, string? temporalAddress, bool hasUi)
    {
        var ports = PortAllocator.Take(4 + workers);
        return new StackAddresses(
            temporalAddress ?? string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{ports[0]}"),
            hasUi ? Loopback(ports[1]) : null,
            Loopback(ports[2]),
            Loopback(ports[3]),
            [.. ports.Skip(4).Select(Loopback)]);
    }

    private static Uri Loopback(int port) => new UriBuilder(Uri.UriSchemeHttp, "127.0.0.1", port).Uri;
}
