using Microsoft.Extensions.Logging.Abstractions;
using MusicSync.McpHost.Quota;
using MusicSync.McpHost.Tests.Support;

namespace MusicSync.McpHost.Tests.Quota;

public sealed class AnswerIndexTests : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    private readonly TempFolder _folder = new();

    [Fact]
    public void FullIndex_GivesUpItsOldestAnswer()
    {
        using var index = Merge(capacity: 2);
        index.Add(new RememberedAnswer("a", Now, []));
        index.Add(new RememberedAnswer("b", Now, []));
        index.Add(new RememberedAnswer("c", Now, []));

        Assert.Null(index.Find("a"));
        Assert.NotNull(index.Find("b"));
        Assert.NotNull(index.Find("c"));
    }

    [Fact]
    public void Merge_OfMoreThanItsCapacity_KeepsTheNewest()
    {
        using (var index = Merge(capacity: 10))
        {
            index.Add(new RememberedAnswer("newest", Now, []));
            index.Add(new RememberedAnswer("oldest", Now.AddDays(-2), []));
            index.Add(new RememberedAnswer("older", Now.AddDays(-1), []));
            index.Add(new RememberedAnswer("expired", Now.AddDays(-8), []));
        }

        using var merged = Merge(capacity: 2);

        Assert.Equal(2, merged.Count);
        Assert.NotNull(merged.Find("newest"));
        Assert.NotNull(merged.Find("older"));
    }

    [Fact]
    public void Index_WithMoreReplacedThanLiveLines_AsksToBeMerged()
    {
        using var index = Merge(capacity: 2);
        for (var line = 0; line < 4; line++)
        {
            index.Add(new RememberedAnswer("a", Now, []));
        }

        Assert.False(index.IsMostlyStale);
        index.Add(new RememberedAnswer("a", Now, []));
        Assert.True(index.IsMostlyStale);
    }

    public void Dispose() => _folder.Dispose();

    private AnswerIndex Merge(int capacity) =>
        AnswerIndex.Merge(new AnswerFolder(_folder.Path, NullLogger.Instance), capacity, Now);
}
