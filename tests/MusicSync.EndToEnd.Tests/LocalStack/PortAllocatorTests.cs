using System.Net;
using System.Net.Sockets;
using MusicSync.LocalStack;

namespace MusicSync.EndToEnd.Tests.LocalStack;

public sealed class PortAllocatorTests
{
    [Fact]
    public void Ports_OfOneStack_AreDistinct() =>
        Assert.Equal(8, PortAllocator.Take(8).Distinct().Count());

    [Fact]
    public void Ports_LieBelowThoseOfOutgoingConnections() =>
        Assert.All(PortAllocator.Take(8), port => Assert.InRange(port, 20_000, 29_999));

    [Fact]
    public void Port_CanBeListenedOnAtOnce()
    {
        using var listener = new TcpListener(IPAddress.Loopback, PortAllocator.Take(1)[0]);
        listener.Start();

        Assert.True(listener.Server.IsBound);
    }
}
