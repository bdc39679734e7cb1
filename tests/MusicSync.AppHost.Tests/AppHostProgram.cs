using System.Diagnostics;
using System.Text;
using MusicSync.LocalStack;

namespace MusicSync.AppHost.Tests;

/// <summary>The AppHost as people start it: a program, in a process group of its own.</summary>
internal sealed class AppHostProgram : IDisposable
{
    private const string Marker = "MUSICSYNC_TEST_RUN";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly string _run = $"{Guid.NewGuid():N}";
    private readonly StringBuilder _output = new();
    private readonly Process _process;

    public AppHostProgram(IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        var program = new BuildOutput(AppContext.BaseDirectory).Program("MusicSync.AppHost");
        // setsid makes it the leader of a group, as a shell does with what it runs, and is then replaced by it.
        var start = new ProcessStartInfo("setsid", [program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What the launch profile http sets, with ports of its own.
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = "http://127.0.0.1:0";
        start.Environment["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = "http://127.0.0.1:0";
        start.Environment["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true";
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment[Marker] = _run;
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public AppHostProgram(params string[] arguments)
        : this(new Dictionary<string, string?>(), arguments)
    {
    }

    /// <summary>Both streams so far, in the order of their lines.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Ids of all processes that it has started and that still run.</summary>
    public IReadOnlyList<int> Pids => [.. Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), out var pid) ? pid : 0)
        .Where(pid => pid != 0 && pid != _process.Id && IsOfThisRun(pid))];

    public async Task SeeAsync(string text, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            Assert.False(_process.HasExited, $"It ended before it said '{text}':{Environment.NewLine}{Output}");
            Assert.True(await poll.WaitForNextTickAsync(limit.Token));
        }
    }

    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>What a terminal does with Ctrl+C: a signal to the whole group.</summary>
    public async Task InterruptAsync(CancellationToken cancellationToken)
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -s INT -- -{_process.Id}"]);
        await kill.WaitForExitAsync(cancellationToken);
        Assert.Equal(0, kill.ExitCode);
    }

    public void Dispose()
    {
        foreach (var pid in (int[])[_process.Id, .. Pids])
        {
            using var kill = Process.Start("/bin/sh", ["-c", $"kill -KILL {pid} 2> /dev/null"]);
            kill.WaitForExit();
        }

        _process.Dispose();
    }

    private bool IsOfThisRun(int pid)
    {
        try
        {
            return !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal)
                && File.ReadAllText($"/proc/{pid}/environ").Contains($"{Marker}={_run}", StringComparison.Ordinal);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
        {
            _output.AppendLine(line.Data);
        }
    }
}
