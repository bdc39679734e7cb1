using MusicSync.EmbeddedTemporal.Runs;
using MusicSync.EmbeddedTemporal.Schedules;

namespace MusicSync.EmbeddedTemporal.Store;

/// <summary>
/// Keeps state and journal from growing for ever: closed runs go when their retention is over, and a journal that has
/// doubled is written anew with what is left.
/// </summary>
internal sealed partial class Compaction(
    JournalFile? file,
    Journal journal,
    RunRegistry runs,
    ScheduleRegistry schedules,
    NamespaceSettings settings,
    ILogger logger)
{
    private const long SmallEnough = 16 * 1024 * 1024;

    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromMinutes(1);

    private DateTime _nextSweep = DateTime.MinValue;
    private long _compactAt = SmallEnough;

    /// <summary>Forgets closed runs whose time is over. Nobody sees one for more than a minute longer.</summary>
    public void Sweep(DateTime now)
    {
        if (now < _nextSweep)
        {
            return;
        }

        _nextSweep = now + BetweenSweeps;
        var over = runs.All.Where(run => run.CloseTime + settings.Retention < now).ToHashSet();
        if (over.Count > 0)
        {
            runs.Remove(over);
            foreach (var run in over)
            {
                journal.Remove(run);
            }
        }
    }

    /// <summary>Writes the journal anew when it has grown enough. Between frames only: what is in memory is what it must hold.</summary>
    public void CompactIfGrown()
    {
        if (file is null || file.Length < _compactAt)
        {
            return;
        }

        try
        {
            Compact();
            _compactAt = Math.Max(SmallEnough, file.Length * 2);
        }
        catch (IOException failed)
        {
            // The old journal is whole and in use; there is only less room than there could be.
            _compactAt = file.Length * 2;
            LogFailure(logger, failed);
        }
    }

    /// <summary>Writes the journal anew.</summary>
    public void Compact() => file?.Replace(Frames());

    private IEnumerable<ReadOnlyMemory<byte>> Frames()
    {
        using var records = new RecordWriter();
        Journal.WriteRetention(records, settings.Retention);
        yield return records.Frame;
        foreach (var schedule in schedules.All)
        {
            records.Clear();
            schedule.Write(records);
            yield return records.Frame;
        }

        foreach (var run in runs.All)
        {
            records.Clear();
            Journal.WriteRun(records, run);
            yield return records.Frame;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The journal could not be compacted; it is used as it is.")]
    private static partial void LogFailure(ILogger logger, Exception exception);
}
