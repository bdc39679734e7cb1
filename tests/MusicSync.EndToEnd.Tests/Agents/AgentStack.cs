using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.EndToEnd.Tests.OtherClients;
using MusicSync.EndToEnd.Tests.Telemetry;
using MusicSync.LocalStack;

namespace MusicSync.EndToEnd.Tests.Agents;

/// <summary>A stack whose worker asks a model at a program that is not ours, and tells all it can.</summary>
public sealed class AgentStack : DurabilityStack
{
    internal const string Key = "sk-of-the-agents-in-these-tests";

    private readonly TemporaryFolder _folder = new();
    private OtlpCollector? _collector;
    private ModelServer? _model;

    internal ModelServer Model => _model!;

    internal OtlpCollector Collector => _collector!;

    /// <inheritdoc/>
    protected override LocalStackOptions Options => base.Options with
    {
        Environment = new Dictionary<string, string>(Collector.Environment)
        {
            ["Agents__Models__default__Endpoint"] = new Uri(Model.Address, "v1").AbsoluteUri,
            ["Agents__Models__default__Key"] = Key,
            ["Agents__Models__default__Name"] = "stand-in",
            // Where a secret could show up, if it did.
            ["Logging__LogLevel__Default"] = "Debug",
        },
    };

    /// <inheritdoc/>
    public override async ValueTask InitializeAsync()
    {
        if (NodeProgram.IsThere)
        {
            _collector = await OtlpCollector.StartAsync();
            _model = await ModelServer.StartAsync(_folder.Root);
            await base.InitializeAsync();
        }
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        foreach (var part in new IAsyncDisposable?[] { _model, _collector }.OfType<IAsyncDisposable>())
        {
            await part.DisposeAsync();
        }

        _folder.Dispose();
    }
}
