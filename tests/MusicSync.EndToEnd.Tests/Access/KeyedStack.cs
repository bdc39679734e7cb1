using System.Net.Http.Headers;
using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.EndToEnd.Tests.Support;
using MusicSync.EndToEnd.Tests.Telemetry;
using MusicSync.LocalStack;

namespace MusicSync.EndToEnd.Tests.Access;

/// <summary>A stack whose services ask their callers for a key.</summary>
public sealed class KeyedStack : MadeSongsStack
{
    internal const string Key = "3f9d1c7e5b8a4602";

    private OtlpCollector? _collector;

    internal OtlpCollector Collector => _collector!;

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

    /// <inheritdoc/>
    public override async ValueTask InitializeAsync()
    {
        _collector = await OtlpCollector.StartAsync();
        await base.InitializeAsync();
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Collector.DisposeAsync();
    }

    internal static AuthenticationHeaderValue Bearer => new("Bearer", Key);

    internal WorkerApi WorkerWithKey() => new(Stack.WorkerUrl, Bearer);

    internal Uri Url(string service, string path) =>
        new(service == ServiceNames.McpHost ? Stack.McpHostUrl : Stack.WorkerUrl, path);
}
