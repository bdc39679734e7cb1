using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.LocalStack;

namespace MusicSync.EndToEnd.Tests.Telemetry;

/// <summary>A stack whose services send their telemetry to the tests.</summary>
public class TelemetryStack : MadeSongsStack
{
    private OtlpCollector? _collector;

    internal OtlpCollector Collector => _collector!;

    /// <inheritdoc/>
    protected override LocalStackOptions Options => base.Options with { Environment = Collector.Environment };

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
