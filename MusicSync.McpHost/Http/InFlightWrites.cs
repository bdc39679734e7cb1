using System.Collections.Concurrent;

namespace MusicSync.McpHost.Http;

/// <summary>
/// Remembers per playlist when this process last had a write in flight. A caller that lost the answer of its write
/// counts the settle time from then, which covers a write that a frozen or slow host sent late.
/// </summary>
internal sealed class InFlightWrites(TimeProvider time)
{
    // Settle times are seconds; an hour is far beyond anything a caller can still be waiting for.
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, Record> _records = new();

    /// <summary>Marks a write as in flight until the returned object is disposed.</summary>
    public IDisposable Begin(string playlistId)
    {
        ForgetOld();
        _records.AddOrUpdate(
            playlistId,
            _ => new Record(1, time.GetUtcNow()),
            (_, known) => known with { InFlight = known.InFlight + 1 });
        return new Write(this, playlistId);
    }

    /// <summary>When a write was last in flight: now while one is, null when none is known.</summary>
    public DateTimeOffset? Last(string playlistId) => _records.TryGetValue(playlistId, out var record)
        ? record.InFlight > 0 ? time.GetUtcNow() : record.Ended
        : null;

    private void End(string playlistId) => _records.AddOrUpdate(
        playlistId,
        _ => new Record(0, time.GetUtcNow()),
        (_, known) => new Record(known.InFlight - 1, time.GetUtcNow()));

    private void ForgetOld()
    {
        var oldest = time.GetUtcNow() - KeptFor;
        foreach (var entry in _records.Where(entry => entry.Value.InFlight == 0 && entry.Value.Ended < oldest))
        {
            _records.TryRemove(entry);
        }
    }

    private sealed record Record(int InFlight, DateTimeOffset Ended);

    private sealed class Write(InFlightWrites owner, string playlistId) : IDisposable
    {
        public void Dispose() => owner.End(playlistId);
    }
}
