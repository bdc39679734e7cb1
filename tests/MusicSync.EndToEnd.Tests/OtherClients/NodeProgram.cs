using System.Diagnostics;
using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.LocalStack.Processes;

namespace MusicSync.EndToEnd.Tests.OtherClients;

/// <summary>A folder with a package-lock.json and a script, run by Node.</summary>
internal sealed class NodeProgram(string folder)
{
    // npm is a script; Windows starts it only under its full name.
    private static readonly string Npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
    private static readonly SemaphoreSlim Installing = new(1, 1);

    public static void OrSkip() => Assert.SkipUnless(
        RequiresTemporal.IsRequired || ExecutableSearch.OnPath("node", Environment.GetEnvironmentVariable("PATH")) is not null,
        "Node was not found on PATH (https://nodejs.org, 18 or newer). With MUSICSYNC_REQUIRE_E2E=1 or CI=true this is a failure.");

    /// <summary>Runs the script and returns what it printed.</summary>
    public async Task<string> RunAsync(string script, string argument)
    {
        await InstallAsync();
        return await RunAsync(new ProcessStartInfo("node", [script, argument]));
    }

    // Exactly the versions of the lock file, once: npm writes its copy of it last.
    private async Task InstallAsync()
    {
        await Installing.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            var installed = new FileInfo(Path.Combine(folder, "node_modules", ".package-lock.json"));
            if (!installed.Exists || installed.LastWriteTimeUtc < File.GetLastWriteTimeUtc(Path.Combine(folder, "package-lock.json")))
            {
                await RunAsync(new ProcessStartInfo(Npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]));
            }
        }
        finally
        {
            Installing.Release();
        }
    }

    private async Task<string> RunAsync(ProcessStartInfo start)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        (start.WorkingDirectory, start.RedirectStandardOutput, start.RedirectStandardError) = (folder, true, true);
        using var process = Process.Start(start)!;
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            Assert.True(process.ExitCode == 0, $"{start.FileName} ended with {process.ExitCode}: {await output}{await errors}");
            return await output;
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
