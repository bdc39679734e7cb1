using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace MusicSync.McpHost.Settings;

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
