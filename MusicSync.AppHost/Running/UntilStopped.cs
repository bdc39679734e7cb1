using MusicSync.LocalStack.Commands;

namespace MusicSync.AppHost.Running;

/// <summary>Starts everything and stays until Ctrl+C; or publishes, when Aspire's tools ask for that.</summary>
internal static class UntilStopped
{
    public static async Task<int> RunAsync(string[] settings, Action<IDistributedApplicationBuilder> compose)
    {
        try
        {
            var builder = AppHostCommandLine.CreateBuilder(settings);
            compose(builder);
            await builder.Build().RunAsync();
            // Where publishing failed, Aspire says so here.
            return Environment.ExitCode;
        }
        catch (RefusedException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return ExitCodes.Failure;
        }
    }
}

/// <summary>It cannot run like this; the message says what to do, and needs no stack trace.</summary>
internal sealed class RefusedException(string message) : DistributedApplicationException(message);
