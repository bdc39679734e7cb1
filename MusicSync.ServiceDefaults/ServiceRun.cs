using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace MusicSync.ServiceDefaults;

/// <summary>Runs a service to its end.</summary>
public static class ServiceRun
{
    /// <summary>
    /// Runs until stopped. Settings under which the service must not run end it with a sentence on standard error that
    /// says what to set, instead of a crash.
    /// </summary>
    /// <param name="host">The service.</param>
    /// <returns>The exit code: 0, or 1 when the settings were refused.</returns>
    public static async Task<int> RunServiceAsync(this IHost host)
    {
        try
        {
            await host.RunAsync();
            return 0;
        }
        catch (OptionsValidationException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
    }
}
