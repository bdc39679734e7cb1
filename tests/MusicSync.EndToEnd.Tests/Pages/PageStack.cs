using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.LocalStack;

namespace MusicSync.EndToEnd.Tests.Pages;

/// <summary>A stack with the simulator's own catalogue, whose songs the sample list names, a model for wishes, and a browser.</summary>
public sealed class PageStack : StackFixture
{
    /// <summary>25 songs that are found, one to decide, two that do not exist.</summary>
    public static readonly string RoadTrip = Path.Combine(
        RepositoryRoot.FindFrom(AppContext.BaseDirectory)!, "tests", "MusicSync.LocalStack", "Samples", "road-trip.csv");

    private ModelStandIn? _model;

    public TestBrowser Browser { get; } = new();

    /// <inheritdoc/>
    protected override LocalStackOptions Options => base.Options with
    {
        Environment = new Dictionary<string, string>
        {
            ["Agents__Models__default__Endpoint"] = _model!.Endpoint.AbsoluteUri,
            ["Agents__Models__default__Name"] = "stand-in",
        },
    };

    public override async ValueTask InitializeAsync()
    {
        _model = await ModelStandIn.StartAsync();
        await base.InitializeAsync();
        await Browser.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Browser.DisposeAsync();
        await base.DisposeAsync();
        if (_model is not null)
        {
            await _model.DisposeAsync();
        }
    }
}
