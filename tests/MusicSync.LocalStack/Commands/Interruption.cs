using System.Runtime.InteropServices;
using MusicSync.LocalStack.Processes;

namespace MusicSync.LocalStack.Commands;

/// <summary>Turns Ctrl+C, SIGTERM and a closed terminal into a token, so that all stops in order.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _requested = new();
    private readonly PosixSignalRegistration[] _registrations;

    public Interruption()
    {
        Signals.ListenToInterrupt();
        _registrations = [Register(PosixSignal.SIGINT), Register(PosixSignal.SIGTERM), Register(PosixSignal.SIGHUP)];
    }

    public CancellationToken Token => _requested.Token;

    public Task WaitAsync() => Task.Delay(Timeout.Infinite, Token).ContinueWith(_ => { }, TaskScheduler.Default);

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _requested.Dispose();
    }

    private PosixSignalRegistration Register(PosixSignal signal) => PosixSignalRegistration.Create(signal, Request);

    private void Request(PosixSignalContext context)
    {
        context.Cancel = true;
        _requested.Cancel();
    }
}
