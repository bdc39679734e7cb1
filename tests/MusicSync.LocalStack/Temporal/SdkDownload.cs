using MusicSync.LocalStack.Processes;
using Temporalio.Testing;

namespace MusicSync.LocalStack.Temporal;

/// <summary>
/// The CLI that the Temporal SDK downloads for itself. The SDK has no call that only downloads and keeps the server it
/// starts to itself (no process id, no signals), so it starts one once; the program it leaves behind is then run
/// like any other.
/// </summary>
internal static class SdkDownload
{
    private static readonly string Folder = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "musicsync", "temporal-cli");

    /// <exception cref="ServiceStartException">It could not be downloaded.</exception>
    public static async Task<string> GetAsync()
    {
        Directory.CreateDirectory(Folder);
        return Downloaded() ?? await DownloadAsync();
    }

    private static async Task<string> DownloadAsync()
    {
        try
        {
            await using var server = await WorkflowEnvironment.StartLocalAsync(new() { DownloadDirectory = Folder });
        }
        catch (InvalidOperationException failure)
        {
            throw new ServiceStartException(
                $"No Temporal CLI was found or could be downloaded ({failure.Message}). {TemporalCli.HowToGetOne}");
        }

        return Downloaded() ?? throw new ServiceStartException(
            $"The Temporal SDK left no program in {Folder}. {TemporalCli.HowToGetOne}");
    }

    private static string? Downloaded() =>
        Directory.EnumerateFiles(Folder).Order(StringComparer.Ordinal).FirstOrDefault(ExecutableSearch.IsExecutable);
}
