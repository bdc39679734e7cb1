using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.EndToEnd.Tests.Support;
using MusicSync.LocalStack;

namespace MusicSync.EndToEnd.Tests.Durability;

/// <summary>A stack with songs enough that every case has its own: a search is remembered and would not be asked again.</summary>
public class DurabilityStack() : MadeSongsStack(Reserved + (40 * Chaos.Songs))
{
    // The first songs of the catalogue are what "somebody else" adds between two pages.
    private const int Reserved = 20;
    private int _taken = Reserved;

    /// <inheritdoc/>
    protected override LocalStackOptions Options => base.Options with { Latency = TimeSpan.FromMilliseconds(20) };

    internal IReadOnlyList<MadeSong> Take(int count)
    {
        var end = Interlocked.Add(ref _taken, count);
        return [.. Songs.Skip(end - count).Take(count)];
    }
}
