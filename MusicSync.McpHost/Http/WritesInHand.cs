using System.Collections.Concurrent;

namespace MusicSync.McpHost.Http;

/// <summary>
/// Remembers per playlist when this process last had a write in hand. A caller that lost the answer of its write
/// counts the settle time from then, which covers a write that a frozen or slow host sent late.
/// </summary>
internal sealed class WritesInHand(TimeProvider time)
{
    // Settle times are seconds; an hour is far beyond anything a caller can still be waiting for.
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, Record> _records = new();

    /// <summary>Marks a write as in hand until the returned object is disposed.</summary>
    public IDisposable Begin(string playlistId)
    {
        ForgetOld();
        _records.AddOrUpdate(
            playlistId,
            _ => new Record(1, time.GetUtcNow()),
            (_, known) => known with { InHand = known.InHand + 1 });
        return new Hand(this, playlistId);
    }

    /// <summary>When a write was last in hand: now while one is, null when none is known.</summary>
    public DateTimeOffset? Last(string playlistId) => _records.TryGetValue(playlistId, out var record)
        ? record.InHand > 0 ? time.GetUtcNow() : record.Ended
        : null;

    private void End(string playlistId) => _records.AddOrUpdate(
        playlistId,
        _ => new Record(0, time.GetUtcNow()),
        (_, known) => new Record(known.InHand - 1, time.GetUtcNow()));

    private void ForgetOld()
    {
        var oldest = time.GetUtcNow() - KeptFor;
        foreach (var entry in _records.Where(entry => entry.Value.InHand == 0 && entry.Value.Ended < oldest))
        {
            _records.TryRemove(entry);
        }
    }

    private sealed record Record(int InHand, DateTimeOffset Ended);

    private sealed class Hand(WritesInHand owner, string playlistId) : IDisposable
    {
        public void Dispose() => owner.End(playlistId);
    }
}
