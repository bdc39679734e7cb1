using Microsoft.Extensions.DependencyInjection;
using MusicSync.AppHost.Spotify;

namespace MusicSync.AppHost.Running;

/// <summary>
/// What outlives a run on this machine: Temporal's database, and what the MCP host remembers of the simulator. Runs with
/// the simulator and runs with an account have one each, so that no sync of the one goes on in the other.
/// </summary>
internal sealed class RunFolder
{
    /// <summary>The folder of both; by default <c>artifacts/apphost</c> in the checkout.</summary>
    private const string Key = "Run:DataDirectory";

    private RunFolder(string root, string source)
    {
        Source = source;
        Path = System.IO.Path.Combine(root, source);
    }

    /// <summary><c>simulator</c> or <c>account</c>.</summary>
    public string Source { get; }

    public string Path { get; }

    public string TemporalDatabase => System.IO.Path.Combine(Path, "temporal.db");

    public string TemporalJournal => System.IO.Path.Combine(Path, "temporal.journal");

    /// <summary>The MCP host's, for a run with the simulator only.</summary>
    public string McpHost => System.IO.Path.Combine(Path, "mcp-host");

    public static RunFolder Of(IDistributedApplicationBuilder builder) => new(
        builder.Configuration[Key] is { Length: > 0 } folder
            ? System.IO.Path.GetFullPath(folder)
            : System.IO.Path.GetFullPath(System.IO.Path.Combine(builder.AppHostDirectory, "..", "artifacts", "apphost")),
        SpotifyAccount.IsConfigured(builder.Configuration) ? "account" : "simulator");

    /// <summary>
    /// Keeps other runs out until this one ends: two servers on one database would spoil it. A simulator starts empty, so
    /// what was remembered of the last one goes.
    /// </summary>
    /// <exception cref="RefusedException">Another run has it.</exception>
    public void HoldDuringRun(IDistributedApplicationBuilder builder)
    {
        builder.Services.AddSingleton(_ => new Hold(Lock()));
        builder.Eventing.Subscribe<BeforeStartEvent>((start, _) =>
        {
            start.Services.GetRequiredService<Hold>();
            if (Directory.Exists(McpHost))
            {
                Directory.Delete(McpHost, recursive: true);
            }

            return Task.CompletedTask;
        });
    }

    private FileStream Lock()
    {
        Directory.CreateDirectory(Path);
        try
        {
            return new FileStream(System.IO.Path.Combine(Path, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new RefusedException(
                $"MusicSync runs already with the data in {Path}. Stop it first, or give this run a folder of its own: --{Key}=FOLDER.");
        }
    }

    private sealed class Hold(FileStream file) : IDisposable
    {
        public void Dispose() => file.Dispose();
    }
}
