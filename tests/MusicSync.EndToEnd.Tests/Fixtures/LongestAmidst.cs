using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.EndToEnd.Tests.Edits;
using MusicSync.EndToEnd.Tests.Failures;
using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.EndToEnd.Tests.Pages;
using MusicSync.EndToEnd.Tests.Sessions;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestAmidst))]

namespace MusicSync.EndToEnd.Tests.Fixtures;

/// <summary>
/// Puts the classes that take longest between the others, so that none of them is left over and runs alone while the machine
/// has nothing else to do: collections that wait for a free thread are taken up from the front or from the back, as it falls
/// out. In whatever order, the same tests run.
/// </summary>
public sealed class LongestAmidst : ITestCollectionOrderer
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
        where TTestCollection : ITestCollection
    {
        TTestCollection[] others = [.. testCollections.Where(collection => !IsLong(collection.TestCollectionDisplayName))
            .OrderBy(collection => collection.TestCollectionDisplayName, StringComparer.Ordinal)];
        return [.. others[..(others.Length / 2)], .. testCollections.Except(others), .. others[(others.Length / 2)..]];
    }

    // Test collection for MusicSync.EndToEnd.Tests.Pages.PageTests (id: 6f0c…)
    private static bool IsLong(string name) => Array.Exists(Long, known => name == known || name.Contains($".{known} ", StringComparison.Ordinal));
}
