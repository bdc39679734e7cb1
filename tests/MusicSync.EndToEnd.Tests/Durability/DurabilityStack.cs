using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.LocalStack;

namespace MusicSync.EndToEnd.Tests.Durability;

/// <summary>A stack with songs enough that every case has its own: a search is remembered and would not be asked again.</summary>
public class DurabilityStack : MadeSongsStack
{
    private const int Reserved = 20;
    private IReadOnlyList<MadeSong>? _byId;
    private int _taken;

    // The simulator keeps its catalogue in this order.
    private IReadOnlyList<MadeSong> ById => _byId ??= [.. Songs.OrderBy(song => song.Id, StringComparer.Ordinal)];

    /// <summary>What the simulator's somebody else inserts between two pages, first one first: no case asks for them.</summary>
    internal IReadOnlyList<MadeSong> Inserted => [.. ById.Take(Reserved)];

    /// <inheritdoc/>
    protected override int SongCount => Reserved + (40 * Chaos.Songs);

    /// <inheritdoc/>
    protected override LocalStackOptions Options => base.Options with { Latency = TimeSpan.FromMilliseconds(20) };

    internal IReadOnlyList<MadeSong> Take(int count)
    {
        var end = Interlocked.Add(ref _taken, count);
        return [.. ById.Skip(Reserved + end - count).Take(count)];
    }
}
