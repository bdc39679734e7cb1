using System.Diagnostics;
using System.Text.Json;
using MusicSync.LocalStack;
using MusicSync.LocalStack.Processes;

namespace MusicSync.EndToEnd.Tests.Fixtures;

/// <summary>The local stack as people and scripts start it: a program in a process group of its own.</summary>
internal sealed class StackProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    private readonly TemporaryFolder _folder = new();
    private readonly ServiceLog _log;
    private readonly Process _process;

    public StackProgram()
    {
        var program = new BuildOutput(AppContext.BaseDirectory).Program("MusicSync.LocalStack");
        string[] arguments = ["--ready-file", ReadyFileName, "--data-dir", _folder["data"], "--temporal", TestRun.TemporalWord];
        _log = new ServiceLog(_folder["stack.log"]);
        // setsid makes it the leader of a group, as a shell does with what it runs.
        _process = Process.Start(new ProcessStartInfo("setsid", [program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.OutputDataReceived += (_, line) => _log.Write(line.Data);
        _process.ErrorDataReceived += (_, line) => _log.Write(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int ExitCode => _process.ExitCode;

    private string ReadyFileName => _folder["ready.json"];

    public Task<ReadyFile> ReadyAsync(CancellationToken cancellationToken) =>
        ReadyAsync(_ => true, cancellationToken);

    public async Task<ReadyFile> ReadyAsync(Func<ReadyFile, bool> isWanted, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        using var poll = new PeriodicTimer(PollInterval);
        while (await poll.WaitForNextTickAsync(limit.Token))
        {
            Assert.False(_process.HasExited, $"The stack ended before it was ready.\n{_log.Tail()}");
            if (File.Exists(ReadyFileName) && isWanted(Read()))
            {
                break;
            }
        }

        return Read();
    }

    /// <summary>Sends a signal to the whole group, as a terminal does with Ctrl+C.</summary>
    public async Task<TimeSpan> EndAsync(string signal, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -s {signal} -- -{_process.Id}"]);
        await kill.WaitForExitAsync(cancellationToken);
        Assert.Equal(0, kill.ExitCode);
        await _process.WaitForExitAsync(cancellationToken);
        return Stopwatch.GetElapsedTime(started);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _log.Dispose();
        _folder.Dispose();
    }

    private ReadyFile Read() =>
        JsonSerializer.Deserialize<ReadyFile>(File.ReadAllText(ReadyFileName), JsonSerializerOptions.Web)!;
}
