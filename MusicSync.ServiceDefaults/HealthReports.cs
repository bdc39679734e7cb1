using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace MusicSync.ServiceDefaults;

/// <summary>How health is told.</summary>
internal sealed class HealthOptions
{
    public const string SectionName = "Health";

    /// <summary>How long one result is told to all who ask; 0 s (each is looked up anew) to 1 min, default 2 s.</summary>
    [SettingRange(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan SharedFor { get; set; } = TimeSpan.FromSeconds(2);
}

/// <summary>Stops the start where health would be told from a result that nobody asked for in a while.</summary>
[OptionsValidator]
internal sealed partial class HealthOptionsValidator : IValidateOptions<HealthOptions>;

/// <summary>
/// The readiness of this service, looked up once for all who ask within a few seconds: anybody may ask, and the checks write
/// a file and call other services.
/// </summary>
internal sealed class HealthReports(HealthCheckService checks, IOptions<HealthOptions> options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private Task<HealthReport>? _newest;
    private long _askedAt;

    public Task<HealthReport> GetAsync(CancellationToken cancellationToken) => Newest().WaitAsync(cancellationToken);

    private Task<HealthReport> Newest()
    {
        lock (_lock)
        {
            if (_newest is not { IsCompleted: false } && !IsFresh())
            {
                // Not cancelled by any caller, since it serves them all; each check has a deadline of its own.
                (_newest, _askedAt) = (checks.CheckHealthAsync(CancellationToken.None), time.GetTimestamp());
            }

            return _newest!;
        }
    }

    private bool IsFresh() =>
        _newest is { IsCompletedSuccessfully: true } && time.GetElapsedTime(_askedAt) < options.Value.SharedFor;
}
