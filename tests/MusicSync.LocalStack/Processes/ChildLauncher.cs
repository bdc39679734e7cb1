using System.Collections.Concurrent;
using System.Diagnostics;

namespace MusicSync.LocalStack.Processes;

/// <summary>
/// Starts every child from one thread that lives as long as this process. Linux sends the parent-death signal when the
/// <em>thread</em> that forked ends, not the process (prctl(2), PR_SET_PDEATHSIG), and pool threads end when idle.
/// </summary>
internal static class ChildLauncher
{
    private static readonly BlockingCollection<Task<Process>> Starts = StartThread();

    public static Task<Process> StartAsync(ProcessStartInfo start)
    {
        var starting = new Task<Process>(() => Start(start), TaskCreationOptions.RunContinuationsAsynchronously);
        Starts.Add(starting);
        return starting;
    }

    private static Process Start(ProcessStartInfo start)
    {
        var process = new Process { StartInfo = start };
        process.Start();
        return process;
    }

    private static BlockingCollection<Task<Process>> StartThread()
    {
        var starts = new BlockingCollection<Task<Process>>();
        new Thread(() => RunAll(starts)) { IsBackground = true, Name = "child launcher" }.Start();
        return starts;
    }

    private static void RunAll(BlockingCollection<Task<Process>> starts)
    {
        foreach (var start in starts.GetConsumingEnumerable())
        {
            start.RunSynchronously(TaskScheduler.Default);
        }
    }
}
