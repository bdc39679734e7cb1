using System.Buffers.Binary;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using MusicSync.EmbeddedTemporal.Runs;
using MusicSync.EmbeddedTemporal.Wire;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Schedule.V1;
using Temporalio.Api.WorkflowService.V1;

namespace MusicSync.EmbeddedTemporal.Schedules;

/// <summary>All schedules, by their ids.</summary>
internal sealed class ScheduleRegistry(EmbeddedServerOptions options)
{
    private readonly SortedDictionary<string, ScheduleEntry> _entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> _removed = [];

    public IReadOnlyCollection<ScheduleEntry> All => _entries.Values;

    public ScheduleEntry? Find(string id) => _entries.GetValueOrDefault(id);

    public void Set(ScheduleEntry entry) => _entries[entry.Id] = entry;

    public void Remove(string id)
    {
        _entries.Remove(id);
        _removed.Add(id);
    }

    /// <summary>Whether there once was one of that id, as far as this process remembers.</summary>
    public bool IsRemoved(string id) => _removed.Contains(id);

    public string JitterSeedOf(string id) => $"{options.Namespace}-{id}";
}

/// <summary>Clients make, read, change and delete schedules here.</summary>
internal sealed class ScheduleService(Gate gate, ScheduleRegistry schedules, ScheduleActions actions, Ledger ledger)
{
    private const int DescribedTimes = 10;
    private const int ListedTimes = 5;
    private const int UsualPageSize = 1000;
    private const int MaxNotesLength = 1000;

    public CreateScheduleResponse Create(CreateScheduleRequest request)
    {
        Require(request.ScheduleId.Length > 0, "ScheduleId is not set on request.");
        Require(request.RequestId.Length > 0, "RequestId is not set on request.");
        var schedule = Complete(request.Schedule, schedules.JitterSeedOf(request.ScheduleId));
        return gate.Enter(() =>
        {
            if (schedules.Find(request.ScheduleId) is { } existing)
            {
                return existing.RequestId == request.RequestId
                    ? new CreateScheduleResponse { ConflictToken = Token(existing) }
                    : throw TemporalErrors.AlreadyStarted(
                        $"schedule \"{request.ScheduleId}\" is already registered", existing.RequestId, runId: "");
            }

            var entry = new ScheduleEntry(request.ScheduleId, request.RequestId, schedules.JitterSeedOf(request.ScheduleId))
            {
                Schedule = schedule,
                Memo = request.Memo,
                SearchAttributes = request.SearchAttributes,
                ProcessedUpTo = actions.Now,
            };
            entry.Info.CreateTime = actions.Now.ToTimestamp();
            schedules.Set(entry);
            Apply(entry, request.InitialPatch);
            return new CreateScheduleResponse { ConflictToken = Token(entry) };
        });
    }

    public DescribeScheduleResponse Describe(DescribeScheduleRequest request) => gate.Enter(() =>
    {
        var entry = schedules.IsRemoved(request.ScheduleId) && schedules.Find(request.ScheduleId) is null
            ? throw TemporalErrors.NotFound("schedule not found")
            : Get(request.ScheduleId);
        var (schedule, info) = (entry.Schedule.Clone(), entry.Info.Clone());
        schedule.Spec = ScheduleSpecs.WithWholeRanges(schedule.Spec);
        info.BufferSize = entry.Due.Count;
        info.FutureActionTimes.AddRange(entry.NextTimes(DescribedTimes));
        return new DescribeScheduleResponse
        {
            Schedule = schedule,
            Info = info,
            Memo = entry.Memo,
            SearchAttributes = entry.SearchAttributes,
            ConflictToken = Token(entry),
        };
    });

    public UpdateScheduleResponse Update(UpdateScheduleRequest request)
    {
        var schedule = Complete(request.Schedule, schedules.JitterSeedOf(request.ScheduleId));
        return gate.Enter(() =>
        {
            var entry = Get(request.ScheduleId);
            if (request.ConflictToken.Length < sizeof(long) || request.ConflictToken.Equals(Token(entry)))
            {
                entry.Replace(schedule);
                entry.Memo = request.Memo ?? entry.Memo;
                entry.SearchAttributes = request.SearchAttributes ?? entry.SearchAttributes;
                entry.Info.UpdateTime = actions.Now.ToTimestamp();
                entry.ConflictToken++;
                actions.Advance(entry);
            }

            return new UpdateScheduleResponse();
        });
    }

    public PatchScheduleResponse Patch(PatchScheduleRequest request)
    {
        Require(request.Patch is not null, "Patch is not set on request.");
        Require(
            Math.Max(request.Patch!.Pause.Length, request.Patch.Unpause.Length) <= MaxNotesLength, "Schedule notes exceeds limit.");
        return gate.Enter(() =>
        {
            Apply(Get(request.ScheduleId), request.Patch);
            return new PatchScheduleResponse();
        });
    }

    public DeleteScheduleResponse Delete(DeleteScheduleRequest request) => gate.Enter(() =>
    {
        var entry = Get(request.ScheduleId);
        actions.Forget(entry);
        schedules.Remove(entry.Id);
        ledger.Journal.Remove(entry);
        return new DeleteScheduleResponse();
    });

    public ListSchedulesResponse List(ListSchedulesRequest request)
    {
        if (!string.IsNullOrWhiteSpace(request.Query))
        {
            throw TemporalErrors.Unimplemented("filters for schedules");
        }

        var skip = request.NextPageToken.IsEmpty ? 0 : PageToken.Decode(request.NextPageToken).Position;
        var size = request.MaximumPageSize is > 0 and < UsualPageSize ? request.MaximumPageSize : UsualPageSize;
        return gate.Enter(() =>
        {
            var response = new ListSchedulesResponse();
            response.Schedules.AddRange(schedules.All.Skip(skip).Take(size).Select(List));
            if (skip + size < schedules.All.Count)
            {
                response.NextPageToken = new PageToken("", skip + size).Encode();
            }

            return response;
        });
    }

    private static ScheduleListEntry List(ScheduleEntry entry) => new()
    {
        ScheduleId = entry.Id,
        Memo = entry.Memo,
        SearchAttributes = entry.SearchAttributes,
        Info = new()
        {
            Spec = ScheduleSpecs.WithWholeRanges(entry.Schedule.Spec),
            WorkflowType = entry.Schedule.Action?.StartWorkflow?.WorkflowType,
            Notes = entry.Schedule.State.Notes,
            Paused = entry.Schedule.State.Paused,
            RecentActions = { entry.Info.RecentActions.TakeLast(ListedTimes).Select(action => action.Clone()) },
            FutureActionTimes = { entry.NextTimes(ListedTimes) },
        },
    };

    private void Apply(ScheduleEntry entry, SchedulePatch? patch)
    {
        if (patch?.TriggerImmediately is { } trigger)
        {
            ScheduleActions.Trigger(entry, trigger.ScheduledTime?.ToDateTime() ?? actions.Now, trigger.OverlapPolicy);
        }

        foreach (var backfill in patch?.BackfillRequest ?? [])
        {
            ScheduleActions.Backfill(entry, backfill.StartTime.ToDateTime(), backfill.EndTime.ToDateTime(), backfill.OverlapPolicy);
        }

        if (patch?.Pause is { Length: > 0 } pause)
        {
            SetPaused(entry, isPaused: true, pause);
        }

        if (patch?.Unpause is { Length: > 0 } unpause)
        {
            SetPaused(entry, isPaused: false, unpause);
        }

        actions.Advance(entry);
    }

    private void SetPaused(ScheduleEntry entry, bool isPaused, string notes)
    {
        // The times before the change are dealt with as they were meant.
        actions.Advance(entry);
        entry.Schedule.State.Paused = isPaused;
        entry.Schedule.State.Notes = notes;
        entry.ConflictToken++;
    }

    // In the real server a schedule is a workflow, and says so.
    private ScheduleEntry Get(string id) => schedules.Find(id)
        ?? throw (schedules.IsRemoved(id) ? TemporalErrors.WorkflowCompleted() : NeverWas(id));

    private static Grpc.Core.RpcException NeverWas(string id) =>
        TemporalErrors.WorkflowNotFound(new() { WorkflowId = $"temporal-sys-scheduler:{id}" });

    /// <summary>Checks a schedule and fills in what it leaves open, so that descriptions show what holds.</summary>
    private static Schedule Complete(Schedule? given, string jitterSeed)
    {
        var schedule = given?.Clone() ?? new Schedule();
        try
        {
            schedule.Spec = ScheduleSpecs.Canonicalize(schedule.Spec);
            _ = new ScheduleTimes(schedule.Spec, jitterSeed);
        }
        catch (FormatException wrong)
        {
            throw TemporalErrors.Invalid($"Invalid schedule spec: {wrong.Message}");
        }

        schedule.Policies ??= new SchedulePolicies();
        schedule.Policies.OverlapPolicy = OverlapRule.Resolve(ScheduleOverlapPolicy.Unspecified, schedule.Policies.OverlapPolicy);
        schedule.Policies.CatchupWindow = Duration.FromTimeSpan(ScheduleActions.CatchupWindowOf(schedule.Policies));
        schedule.State ??= new ScheduleState();
        if (schedule.Policies.KeepOriginalWorkflowId)
        {
            throw TemporalErrors.Unimplemented("scheduled workflows without a time in their id");
        }

        Check(schedule.Action?.StartWorkflow);
        return schedule;
    }

    private static void Check(Temporalio.Api.Workflow.V1.NewWorkflowExecutionInfo? start)
    {
        if (start is null)
        {
            return;
        }

        Require(start.CronSchedule.Length == 0, "Scheduled workflow must not contain CronSchedule");
        Require(
            start.WorkflowIdReusePolicy is WorkflowIdReusePolicy.Unspecified or WorkflowIdReusePolicy.AllowDuplicate,
            "Scheduled workflow must not contain WorkflowIDReusePolicy");
        StartCheck.Check(new()
        {
            WorkflowId = start.WorkflowId,
            WorkflowType = start.WorkflowType,
            TaskQueue = start.TaskQueue,
            Input = start.Input,
            Memo = start.Memo,
            WorkflowExecutionTimeout = start.WorkflowExecutionTimeout,
            WorkflowRunTimeout = start.WorkflowRunTimeout,
            WorkflowTaskTimeout = start.WorkflowTaskTimeout,
            RetryPolicy = start.RetryPolicy,
        });
    }

    private static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw TemporalErrors.Invalid(message);
        }
    }

    private static ByteString Token(ScheduleEntry entry)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, entry.ConflictToken);
        return ByteString.CopyFrom(bytes);
    }
}
