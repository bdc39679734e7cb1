using System.ComponentModel;
using System.Runtime.InteropServices;

namespace MusicSync.LocalStack.Processes;

/// <summary>POSIX signals by their name; the numbers of two of them differ between Linux and macOS.</summary>
internal static class Signals
{
    private const int NoSuchProcess = 3;
    private const int Interrupt = 2;
    private const int Kill = 9;
    private const int Terminate = 15;

    public static void SendKill(int pid) => Send(pid, Kill);

    public static void SendTerminate(int pid) => Send(pid, Terminate);

    public static void SendStop(int pid) => Send(pid, OperatingSystem.IsMacOS() ? 17 : 19);

    public static void SendContinue(int pid) => Send(pid, OperatingSystem.IsMacOS() ? 19 : 18);

    /// <summary>
    /// Makes this process hear SIGINT even when a script started it in the background: a shell without job control
    /// lets such children ignore it (POSIX, "Asynchronous Lists"), and .NET keeps ignored what was ignored.
    /// </summary>
    public static void ListenToInterrupt()
    {
        if (!OperatingSystem.IsWindows())
        {
            SetHandler(Interrupt, handler: 0);
        }
    }

    private static void Send(int pid, int signal)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("The local stack needs signals: Linux or macOS.");
        }

        if (SendSignal(pid, signal) != 0 && Marshal.GetLastPInvokeError() is var error and not NoSuchProcess)
        {
            throw new Win32Exception(error, $"Signal {signal} could not be sent to process {pid}.");
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int pid, int signal);

    [DllImport("libc", EntryPoint = "signal")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint SetHandler(int signal, nint handler);
}
