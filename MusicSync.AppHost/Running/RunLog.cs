using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MusicSync.AppHost.Running;

/// <summary>What the AppHost says on the console besides Aspire's own lines.</summary>
internal static partial class RunLog
{
    public const string Category = "MusicSync.AppHost";

    /// <summary>Which Temporal runs and why; said in every kind of run.</summary>
    public const string TemporalCategory = Category + ".Temporal";

    public static ILogger For(IServiceProvider services, string category) =>
        services.GetRequiredService<ILoggerFactory>().CreateLogger(category);

    [LoggerMessage(1, LogLevel.Information, "{Note}")]
    public static partial void Chosen(ILogger logger, string note);

    [LoggerMessage(2, LogLevel.Information, "MusicSync is ready: {Address}")]
    public static partial void Ready(ILogger logger, string address);

    [LoggerMessage(3, LogLevel.Warning, "{Resource} ended with exit code {ExitCode} and is started again in {Seconds} s")]
    public static partial void Restarting(ILogger logger, string resource, int exitCode, double seconds);

    [LoggerMessage(4, LogLevel.Error, "{Resource} {Reason}")]
    public static partial void GivenUp(ILogger logger, string resource, string reason);
}
