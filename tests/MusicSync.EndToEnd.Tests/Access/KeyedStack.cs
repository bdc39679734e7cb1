using System.Net.Http.Headers;
using MusicSync.EndToEnd.Tests.Support;
using MusicSync.EndToEnd.Tests.Telemetry;
using MusicSync.LocalStack;

namespace MusicSync.EndToEnd.Tests.Access;

/// <summary>A stack whose services ask their callers for a key.</summary>
public sealed class KeyedStack : TelemetryStack
{
    internal const string Key = "3f9d1c7e5b8a4602";

    /// <inheritdoc/>
    protected override LocalStackOptions Options => base.Options with
    {
        Environment = new Dictionary<string, string>(Collector.Environment)
        {
            ["Access__ApiKey"] = Key,
            // Where a key could show up, if it did.
            ["Logging__LogLevel__Default"] = "Trace",
            ["Logging__LogLevel__System.Net.Http.HttpClient"] = "Trace",
        },
    };

    internal static AuthenticationHeaderValue Bearer => new("Bearer", Key);

    internal WorkerApi WorkerWithKey() => new(Stack.WorkerUrl, Bearer);

    internal void AssertNoLogHolds(IReadOnlyList<string> secrets)
    {
        foreach (var service in new[] { ServiceNames.Worker, ServiceNames.McpHost })
        {
            var file = Path.Combine(Stack.DataDirectory, "logs", service + ".log");
            using var log = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            var text = log.ReadToEnd();
            Assert.Contains("dbug: ", text, StringComparison.Ordinal);
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        }
    }

    internal Uri Url(string service, string path) =>
        new(service == ServiceNames.McpHost ? Stack.McpHostUrl : Stack.WorkerUrl, path);
}
