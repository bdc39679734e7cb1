using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace MusicSync.Worker.Sources;

/// <summary>Finds the addresses of a host.</summary>
/// <param name="host">The host's name.</param>
/// <param name="cancellationToken">Gives up waiting.</param>
/// <returns>Its addresses.</returns>
internal delegate Task<IPAddress[]> ResolveHost(string host, CancellationToken cancellationToken);

/// <summary>
/// Connects to public addresses only. It looks when it connects and goes where it looked: a name that is checked before, and
/// resolved again by whoever connects, may lead elsewhere the second time.
/// </summary>
internal sealed class GuardedConnection(ResolveHost resolve, IOptions<SourceOptions> options)
{
    /// <summary>The handler of such a client; each redirect is the caller's to check and follow.</summary>
    public SocketsHttpHandler NewHandler() => new()
    {
        ConnectCallback = async (context, cancellationToken) => await ConnectAsync(context.DnsEndPoint, cancellationToken),
        AllowAutoRedirect = false,
        // A proxy would resolve the name by itself.
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        MaxResponseHeadersLength = 32,
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
    };

    /// <summary>The addresses of a host that may be connected to.</summary>
    /// <exception cref="SourceException">There are none, or one of them is not public.</exception>
    internal async Task<IPAddress[]> AddressesAsync(string host, int port, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(host.Trim('[', ']'), out var literal) ? [literal] : await ResolveAsync(host, cancellationToken);
        return options.Value.Names(host, port) || Array.TrueForAll(addresses, AddressRules.IsPublic)
            ? addresses
            : throw SourceUrl.NotPublic(host);
    }

    private async Task<Stream> ConnectAsync(DnsEndPoint endPoint, CancellationToken cancellationToken)
    {
        var addresses = await AddressesAsync(endPoint.Host, endPoint.Port, cancellationToken);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, endPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            return await resolve(host, cancellationToken) is { Length: > 0 } found ? found : throw NotFound(host);
        }
        catch (SocketException)
        {
            throw NotFound(host);
        }
    }

    // A resolver that is down looks the same.
    private static SourceException NotFound(string host) => new($"{host} is not found; check the address.", passes: true);
}
