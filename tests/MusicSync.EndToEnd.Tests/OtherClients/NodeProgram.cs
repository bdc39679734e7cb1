using System.Diagnostics;
using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.LocalStack.Processes;

namespace MusicSync.EndToEnd.Tests.OtherClients;

/// <summary>A folder with a package-lock.json, whose scripts are run by the Node on PATH or one that it installs itself.</summary>
internal sealed class NodeProgram
{
    // npm is a script; Windows starts it only under its full name.
    private static readonly string Npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>The official TypeScript SDK; one for all who use it, so that it is installed once.</summary>
    public static readonly NodeProgram TypeScript = new("typescript");

    private readonly string _folder;
    private readonly Lazy<Task> _installed;

    public NodeProgram(string name)
    {
        _folder = Path.Combine(AppContext.BaseDirectory, "OtherClients", name);
        _installed = new(InstallAsync);
    }

    /// <summary>Whether there is a Node, or has to be one.</summary>
    public static bool IsThere =>
        TestRun.IsRequired || ExecutableSearch.OnPath("node", Environment.GetEnvironmentVariable("PATH")) is not null;

    public static void OrSkip() => Assert.SkipUnless(
        IsThere,
        "Node was not found on PATH (https://nodejs.org, 18 or newer). With MUSICSYNC_REQUIRE_E2E=1 or CI=true this is a failure.");

    /// <summary>Runs a script of the folder to its end.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        await _installed.Value;
        return await RunAsync(Node, arguments, TestContext.Current.CancellationToken);
    }

    /// <summary>A file of the folder, once what it needs is installed.</summary>
    public async Task<string> FileAsync(string path)
    {
        await _installed.Value;
        return Path.Combine(_folder, path);
    }

    /// <summary>Starts a script of the folder that runs until it is killed.</summary>
    public async Task<Process> StartAsync(params string[] arguments)
    {
        await _installed.Value;
        return Process.Start(new ProcessStartInfo(Node, arguments) { WorkingDirectory = _folder })!;
    }

    private string Node => Path.Combine(_folder, "node_modules", "node", "bin", ExecutableSearch.FileName("node")) is var own && File.Exists(own) ? own : "node";

    // Exactly the versions of the lock file; npm writes its copy of it last.
    private async Task InstallAsync()
    {
        var installed = new FileInfo(Path.Combine(_folder, "node_modules", ".package-lock.json"));
        if (!installed.Exists || installed.LastWriteTimeUtc < File.GetLastWriteTimeUtc(Path.Combine(_folder, "package-lock.json")))
        {
            var (exitCode, output) = await RunAsync(Npm, ["ci", "--no-audit", "--no-fund"], CancellationToken.None);
            Assert.True(exitCode == 0, output);
        }
    }

    private async Task<(int ExitCode, string Output)> RunAsync(
        string program, string[] arguments, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
