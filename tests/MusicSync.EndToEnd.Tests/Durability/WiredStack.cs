using System.Collections.Concurrent;
using MusicSync.EndToEnd.Tests.Support;
using MusicSync.LocalStack;

namespace MusicSync.EndToEnd.Tests.Durability;

/// <summary>Two workers, each on wires of its own to Temporal and to the host, which a test can cut.</summary>
public sealed class WiredStack : TwoWorkersStack, IAsyncLifetime
{
    private readonly ConcurrentDictionary<(string Worker, string Service), TcpProxy> _wires = [];

    /// <inheritdoc/>
    protected override LocalStackOptions Options => base.Options with
    {
        Route = (worker, service, address) => (_wires[(worker, service)] = new TcpProxy(address)).Address,
    };

    internal TcpProxy Wire(string worker, string service) => _wires[(worker, service)];

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        foreach (var wire in _wires.Values)
        {
            await wire.DisposeAsync();
        }
    }
}
