using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace MusicSync.McpHost.Settings;

/// <summary>Where the host keeps what it may lose at the cost of calls.</summary>
internal sealed class StorageOptions
{
    public const string SectionName = "MusicSync";

    /// <summary>The host's one data directory; by default one of the user that runs it.</summary>
    public string DataDirectory { get; set; } = Path.Combine(UserFolder(), "MusicSync", "mcp-host");

    // A service account without a home has no such folder.
    private static string UserFolder() =>
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData) is { Length: > 0 } folder
            ? folder
            : Path.GetTempPath();
}

/// <summary>Ready means that answers can be remembered: the data directory can be written.</summary>
internal sealed class DataDirectoryCheck(IOptions<StorageOptions> options) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        var directory = options.Value.DataDirectory;
        try
        {
            Directory.CreateDirectory(directory);
            File.OpenHandle(
                Path.Combine(directory, $".probe-{Guid.NewGuid():N}"),
                FileMode.CreateNew,
                FileAccess.Write,
                FileShare.None,
                FileOptions.DeleteOnClose).Dispose();
            return Task.FromResult(HealthCheckResult.Healthy());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy(
                $"{directory} cannot be written ({error.Message}). Set MusicSync__DataDirectory to a directory that can."));
        }
    }
}

/// <summary>Stands for something that may hold a secret, in files.</summary>
internal static class Fingerprint
{
    // Cut short, so that a file holds nothing a secret could be checked against with certainty.
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
}
