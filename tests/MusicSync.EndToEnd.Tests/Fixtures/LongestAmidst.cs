using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.EndToEnd.Tests.Edits;
using MusicSync.EndToEnd.Tests.Failures;
using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.EndToEnd.Tests.Pages;
using MusicSync.EndToEnd.Tests.Sessions;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace MusicSync.EndToEnd.Tests.Fixtures;

/// <summary>
/// Begins with the classes that take longest, so that none of them is left over and runs alone while the machine has nothing
/// else to do. In whatever order, the same tests run.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long =
    [
        FailureCollection.Name,
        nameof(BurstTests),
        nameof(PageTests),
        nameof(ChoiceTests),
        nameof(UndoTests),
        nameof(KilledWhileVerifyingTests),
        nameof(KilledWorkerSessionTests),
        nameof(KilledWhileUndoingTests),
        nameof(ReviewPageTests),
        nameof(LostAnswerTests),
        nameof(NetworkCutTests),
        nameof(RandomMomentTests),
        nameof(KilledWhileWritingTests),
        nameof(KilledWhileMatchingTests),
        nameof(ContinuedEditsTests),
    ];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => Place(collection.TestCollectionDisplayName)).ThenBy(collection => collection.TestCollectionDisplayName, StringComparer.Ordinal)];

    // Test collection for MusicSync.EndToEnd.Tests.Pages.PageTests (id: 6f0c…)
    private static int Place(string name)
    {
        var place = Array.FindIndex(Long, known => name == known || name.Contains($".{known} ", StringComparison.Ordinal));
        return place < 0 ? Long.Length : place;
    }
}
