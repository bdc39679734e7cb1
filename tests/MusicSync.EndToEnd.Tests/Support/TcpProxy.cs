using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MusicSync.LocalStack;

namespace MusicSync.EndToEnd.Tests.Support;

/// <summary>A wire between two services that a test can cut: silently, as a lost network does, or with refused connections.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly Uri _target;
    private readonly int _port = PortAllocator.Take(1)[0];
    private readonly ConcurrentDictionary<Socket, bool> _sockets = [];
    private readonly CancellationTokenSource _stop = new();
    private TcpListener _listener;
    private Task _accepting;
    private volatile TaskCompletionSource _flow = Open();

    public TcpProxy(Uri target)
    {
        _target = target;
        _listener = Listen();
        _accepting = AcceptAsync(_listener);
    }

    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}"));

    /// <summary>Nothing passes any more, and nobody is told; what is on its way arrives when the wire heals.</summary>
    public void Silence() => _flow = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Connections break and new ones are refused.</summary>
    public void Refuse()
    {
        _listener.Stop();
        CloseAll();
    }

    public void Heal()
    {
        if (_accepting.IsCompleted)
        {
            _listener = Listen();
            _accepting = AcceptAsync(_listener);
        }

        _flow.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        CloseAll();
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }

    private TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, _port);
        listener.Start();
        return listener;
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        var passing = new List<Task>();
        try
        {
            while (true)
            {
                passing.Add(PassAsync(await listener.AcceptSocketAsync(_stop.Token)));
            }
        }
        catch (Exception stopped) when (stopped is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            await Task.WhenAll(passing);
        }
    }

    private async Task PassAsync(Socket caller)
    {
        using var callee = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using (caller)
        {
            _sockets[caller] = _sockets[callee] = true;
            try
            {
                await _flow.Task.WaitAsync(_stop.Token);
                await callee.ConnectAsync(_target.Host, _target.Port, _stop.Token);
                await Task.WhenAny(PumpAsync(caller, callee), PumpAsync(callee, caller));
            }
            catch (Exception broken) when (broken is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // The end of a connection is what this wire is for.
            }

            _sockets.TryRemove(caller, out _);
            _sockets.TryRemove(callee, out _);
        }
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReceiveAsync(buffer, _stop.Token) is var count and > 0)
        {
            await _flow.Task.WaitAsync(_stop.Token);
            await to.SendAsync(buffer.AsMemory(0, count), _stop.Token);
        }
    }

    private void CloseAll()
    {
        foreach (var socket in _sockets.Keys)
        {
            socket.Close(timeout: 0);
        }
    }

    private static TaskCompletionSource Open()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }
}
