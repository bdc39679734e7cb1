using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace MusicSync.ServiceDefaults;

/// <summary>Runs a service to its end.</summary>
public static class HostRunExtensions
{
    /// <summary>
    /// Runs until stopped. Settings under which the service must not run end it with a sentence on standard error that
    /// says what to set, instead of a crash.
    /// </summary>
    /// <param name="host">The service.</param>
    /// <returns>
    /// The exit code: 1 when the settings were refused, else <see cref="Environment.ExitCode"/>, which a part of the
    /// service sets that stops it because it died; the property alone counts for nothing where a program returns a value.
    /// </returns>
    public static async Task<int> RunServiceAsync(this IHost host)
    {
        var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        try
        {
            await host.RunAsync();
        }
        catch (OptionsValidationException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Stopped while it was still starting: the host lets its own cancellation out, which would abort the process.
        }

        return Environment.ExitCode;
    }
}
