using System.Net;
using System.Net.Sockets;

namespace MusicSync.LocalStack;

/// <summary>
/// Free ports of 127.0.0.1, chosen once and kept over restarts. They come from below the ranges from which systems take
/// the source ports of outgoing connections (Linux 32768, others 49152), so that none takes the port of a service
/// that is just being started again.
/// </summary>
internal static class PortAllocator
{
    private const int First = 20_000;
    private const int Count = 10_000;

    public static IReadOnlyList<int> Take(int number)
    {
        // Held until all are chosen, so that no two are the same.
        var held = new List<TcpListener>(number);
        try
        {
            // Two stacks that start together should not try the same ports in the same order.
            var start = Random.Shared.Next(Count);
            for (var step = 0; step < Count && held.Count < number; step++)
            {
                if (TryHold(First + ((start + step) % Count)) is { } listener)
                {
                    held.Add(listener);
                }
            }

            return held.Count == number
                ? [.. held.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)]
                : throw new InvalidOperationException($"No {number} free ports from {First} to {First + Count - 1}.");
        }
        finally
        {
            held.ForEach(listener => listener.Dispose());
        }
    }

    private static TcpListener? TryHold(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
        try
        {
            listener.Start();
            return listener;
        }
        catch (SocketException failure) when (IsTaken(failure.SocketErrorCode))
        {
            listener.Dispose();
            return null;
        }
    }

    private static bool IsTaken(SocketError error) =>
        error is SocketError.AddressAlreadyInUse or SocketError.AccessDenied;
}
