using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.LocalStack;

namespace MusicSync.EndToEnd.Tests.Pages;

/// <summary>A stack with the simulator's own catalogue, whose songs the sample list names, and a browser.</summary>
public sealed class PageStack : StackFixture
{
    /// <summary>25 songs that are found, one to decide, two that do not exist.</summary>
    public static readonly string RoadTrip = Path.Combine(
        RepositoryRoot.FindFrom(AppContext.BaseDirectory)!, "tests", "MusicSync.LocalStack", "Samples", "road-trip.csv");

    public TestBrowser Browser { get; } = new();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Browser.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Browser.DisposeAsync();
        await base.DisposeAsync();
    }
}
