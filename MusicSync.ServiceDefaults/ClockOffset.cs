using System.Globalization;

namespace MusicSync.ServiceDefaults;

/// <summary>
/// How far this machine's clock is from somebody else's, as that one's answers tell: leases and deadlines are moments that
/// several machines compare. Each answer was under way for a while, so the smallest of the newest differences counts.
/// </summary>
/// <param name="other">Whose clock it is, as in "ahead of Temporal".</param>
/// <param name="time">This machine's clock.</param>
public sealed class ClockOffset(string other, TimeProvider time)
{
    /// <summary>An offset up to this is not worth a word; leases and deadlines leave 3 s and more.</summary>
    public static readonly TimeSpan Tolerated = TimeSpan.FromSeconds(3);

    private const int Kept = 5;
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Queue<(TimeSpan Offset, long At)> _samples = new(Kept);

    /// <summary>Positive when this machine is ahead; null while nobody has told the time lately.</summary>
    public TimeSpan? Current
    {
        get
        {
            lock (_lock)
            {
                var fresh = _samples.Where(sample => time.GetElapsedTime(sample.At) < KeptFor).ToArray();
                return fresh.Length == 0 ? null : fresh.Min(sample => sample.Offset);
            }
        }
    }

    /// <summary>The offset in words, such as "This machine's clock is 12 s ahead of Temporal."; null while it is tolerated.</summary>
    public string? Finding => Current is { } offset && offset.Duration() > Tolerated
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"This machine's clock is {offset.Duration().TotalSeconds:0} s {(offset > TimeSpan.Zero ? "ahead of" : "behind")} {other}")
            + "; let both follow a time server (NTP)."
        : null;

    /// <summary>The other one says that it is this moment there.</summary>
    /// <param name="told">Its time.</param>
    public void Tell(DateTimeOffset told)
    {
        lock (_lock)
        {
            if (_samples.Count == Kept)
            {
                _samples.Dequeue();
            }

            _samples.Enqueue((time.GetUtcNow() - told, time.GetTimestamp()));
        }
    }

    /// <summary>The same from the <c>Date</c> of an answer, which is cut to whole seconds (RFC 9110, section 6.6.1).</summary>
    /// <param name="response">The answer; one without a date says nothing.</param>
    public void Tell(HttpResponseMessage response)
    {
        if (response.Headers.Date is { } date)
        {
            Tell(date + TimeSpan.FromSeconds(0.5));
        }
    }
}
