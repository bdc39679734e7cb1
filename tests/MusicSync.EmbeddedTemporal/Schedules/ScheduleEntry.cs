using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using MusicSync.EmbeddedTemporal.Store;
using MusicSync.EmbeddedTemporal.Time;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Schedule.V1;

namespace MusicSync.EmbeddedTemporal.Schedules;

/// <summary>A schedule with all that it has done and is about to do. It is kept as a whole, whenever it changes.</summary>
internal sealed class ScheduleEntry(string id, string requestId, string jitterSeed)
{
    private ScheduleTimes? _times;

    public string Id => id;

    public string RequestId => requestId;

    public required Schedule Schedule { get; set; }

    public ScheduleInfo Info { get; set; } = new();

    public Memo? Memo { get; set; }

    public SearchAttributes? SearchAttributes { get; set; }

    /// <summary>Counts the changes: an update that was thought out before another one is not carried out.</summary>
    public long ConflictToken { get; set; } = 1;

    /// <summary>Times up to here have been dealt with.</summary>
    public DateTime ProcessedUpTo { get; set; }

    /// <summary>Actions whose time has come but which wait for an earlier one.</summary>
    public List<DueAction> Due { get; } = [];

    public Payloads? LastResult { get; set; }

    public Failure? LastFailure { get; set; }

    public TimerEntry? Timer { get; set; }

    public ScheduleTimes Times => _times ??= new ScheduleTimes(Schedule.Spec, jitterSeed);

    /// <summary>Whether the schedule may act by itself.</summary>
    public bool MayAct => !Schedule.State.Paused && (!Schedule.State.LimitedActions || Schedule.State.RemainingActions > 0);

    public void Replace(Schedule schedule)
    {
        Schedule = schedule;
        _times = null;
    }

    public void Write(RecordWriter records)
    {
        records.Kind(RecordKind.ScheduleSet).Text(id).Text(requestId)
            .Message(Schedule).Message(Info)
            .Message(Memo ?? new()).Message(SearchAttributes ?? new())
            .Message(LastResult ?? new()).Message(LastFailure ?? new())
            .Number(ConflictToken).Number(ProcessedUpTo.Ticks).Number(Due.Count);
        foreach (var action in Due)
        {
            records.Number(action.Nominal.Ticks).Number(action.Actual.Ticks)
                .Number((long)action.Policy).Number(action.IsManual ? 1 : 0);
        }
    }

    public static ScheduleEntry Read(RecordReader records, string id, Func<string, string> jitterSeedOf)
    {
        var entry = new ScheduleEntry(id, records.Text(), jitterSeedOf(id))
        {
            Schedule = records.Message(Schedule.Parser),
            Info = records.Message(ScheduleInfo.Parser),
            Memo = Filled(records.Message(Memo.Parser)),
            SearchAttributes = Filled(records.Message(SearchAttributes.Parser)),
            LastResult = Filled(records.Message(Payloads.Parser)),
            LastFailure = Filled(records.Message(Failure.Parser)),
            ConflictToken = records.Number(),
            ProcessedUpTo = Moment(records.Number()),
        };
        for (var left = records.Number(); left > 0; left--)
        {
            entry.Due.Add(new(
                Moment(records.Number()), Moment(records.Number()), (ScheduleOverlapPolicy)records.Number(), records.Number() == 1));
        }

        return entry;
    }

    /// <summary>The next times at which it acts, as descriptions and lists show them.</summary>
    public IEnumerable<Timestamp> NextTimes(int count)
    {
        var most = Schedule.State.LimitedActions ? Math.Min(count, Schedule.State.RemainingActions) : count;
        var from = ProcessedUpTo;
        while (most > 0 && Times.Next(from) is { } next)
        {
            from = next.Actual;
            if (Info.UpdateTime is null || next.Actual >= Info.UpdateTime.ToDateTime())
            {
                most--;
                yield return next.Actual.ToTimestamp();
            }
        }
    }

    private static DateTime Moment(long ticks) => new(ticks, DateTimeKind.Utc);

    // An absent message is written as an empty one.
    private static T? Filled<T>(T message)
        where T : class, IMessage => message.CalculateSize() == 0 ? null : message;
}
