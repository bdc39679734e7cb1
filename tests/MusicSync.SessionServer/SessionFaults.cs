using System.Diagnostics;

namespace MusicSync.SessionServer;

/// <summary>What goes wrong, as a test says, over HTTP or in process.</summary>
public sealed class SessionFaults
{
    private readonly Lock _lock = new();
    private string? _held;
    private TaskCompletionSource _arrived = Signal();
    private TaskCompletionSource _released = Signal();

    /// <summary>The HTTP status with which calls in a session are refused; null: they are not.</summary>
    public int? Refuses { get; set; }

    /// <summary>Whether a session that is not known is refused with 400 and JSON-RPC -32000, as older examples do it.</summary>
    public bool AnswersBadRequest { get; set; }

    /// <summary>Whether what a session was told is forgotten at each question.</summary>
    public bool ForgetsLocations { get; set; }

    /// <summary>The tool whose call kills this process after its effect, before it answers; null: none does.</summary>
    public string? DiesIn { get; set; }

    /// <summary>From now on the first call of a tool waits, after its effect. Done when it has arrived.</summary>
    /// <param name="tool">The tool's name.</param>
    /// <returns>When the call is there.</returns>
    public Task Hold(string tool)
    {
        lock (_lock)
        {
            (_held, _arrived, _released) = (tool, Signal(), Signal());
            return _arrived.Task;
        }
    }

    /// <summary>Lets the call that waits go on.</summary>
    public void Release() => _released.TrySetResult();

    /// <summary>Waits where a test has asked for it.</summary>
    /// <param name="tool">The tool that is called.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>When the call may go on.</returns>
    internal async Task PassAsync(string tool, CancellationToken cancellationToken)
    {
        if (DiesIn == tool)
        {
            Process.GetCurrentProcess().Kill();
        }

        Task released;
        lock (_lock)
        {
            if (_held != tool)
            {
                return;
            }

            _held = null;
            _arrived.TrySetResult();
            released = _released.Task;
        }

        await released.WaitAsync(cancellationToken);
    }

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
