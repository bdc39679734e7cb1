using System.Diagnostics;

namespace MusicSync.LocalStack.Processes;

/// <summary>One operating-system process of a service, from its start to its end.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;

    private ChildProcess(Process process)
    {
        _process = process;
        Pid = process.Id;
        Exited = WaitForExitAsync();
    }

    public int Pid { get; }

    public Task Exited { get; }

    // Not Process.HasExited: that throws once disposed, and others may still look at a life that is over.
    public bool HasExited => Exited.IsCompleted;

    public int ExitCode { get; private set; }

    public static async Task<ChildProcess> StartAsync(ServiceDefinition definition, ServiceLog log)
    {
        var process = await ChildLauncher.StartAsync(StartInfo(definition));
        process.OutputDataReceived += (_, line) => log.Write(line.Data);
        process.ErrorDataReceived += (_, line) => log.Write(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.StandardInput.Close();
        return new ChildProcess(process);
    }

    public void Signal(Action<int> send)
    {
        // A finished process is reaped at once and its id may be given to another.
        if (!HasExited)
        {
            send(Pid);
        }
    }

    public async Task KillAsync()
    {
        Signal(Signals.SendKill);
        await Exited;
    }

    public async Task StopAsync(TimeSpan grace)
    {
        Signal(Signals.SendTerminate);
        // A suspended process gets its signal only once it runs again.
        Signal(Signals.SendContinue);
        if (await Task.WhenAny(Exited, Task.Delay(grace)) != Exited)
        {
            await KillAsync();
        }
    }

    public void Dispose() => _process.Dispose();

    private async Task WaitForExitAsync()
    {
        await _process.WaitForExitAsync();
        ExitCode = _process.ExitCode;
    }

    private static ProcessStartInfo StartInfo(ServiceDefinition definition)
    {
        string[] words = [.. Wrapper.Words, definition.FileName, .. definition.Arguments];
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // Where a service looks for its settings and static files.
            WorkingDirectory = Path.GetDirectoryName(Path.GetFullPath(definition.FileName)),
        };
        foreach (var (name, value) in definition.Environment)
        {
            if (value is null)
            {
                start.Environment.Remove(name);
            }
            else
            {
                start.Environment[name] = value;
            }
        }

        return start;
    }
}
