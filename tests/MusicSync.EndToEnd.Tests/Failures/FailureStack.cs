using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.EndToEnd.Tests.Telemetry;
using MusicSync.LocalStack;

namespace MusicSync.EndToEnd.Tests.Failures;

/// <summary>One stack for every failure of the table: its pauses are seconds, and it tells all it can.</summary>
public class FailureStack : DurabilityStack
{
    private OtlpCollector? _collector;

    internal OtlpCollector Collector => _collector!;

    /// <inheritdoc/>
    protected override LocalStackOptions Options => base.Options with
    {
        Environment = new Dictionary<string, string>(Collector.Environment)
        {
            ["Spotify__SignInRecheck"] = "00:00:02",
            ["SpotifyCircuit__BreakDuration"] = "00:00:02",
            // Where a secret could show up, if it did.
            ["Logging__LogLevel__Default"] = "Debug",
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
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        await Collector.DisposeAsync();
    }
}

/// <summary>Tests that share the stack run one after the other: their faults are for everybody.</summary>
[CollectionDefinition(Name)]
public sealed class FailureCollection : ICollectionFixture<FailureStack>
{
    public const string Name = "Failures";
}
