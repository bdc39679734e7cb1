using System.Globalization;
using System.Text.Json.Serialization;
using MusicSync.Worker.Sources;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Syncs.Mirrors;

namespace MusicSync.Worker.Orders;

/// <summary>
/// What an order knows after a run: the run's result, which Temporal hands to the next run of the schedule
/// (<c>LastResult</c>), and from which the API reads the history. Pure.
/// </summary>
/// <param name="Of">Hash of what was followed; another one when the order was changed.</param>
/// <param name="Runs">The newest runs, newest first.</param>
/// <param name="Version">The state of the source that was dealt with; null where there is none.</param>
/// <param name="ContentHash">Hash of its songs; null likewise.</param>
public sealed record OrderState(
    string Of, IReadOnlyList<OrderRun> Runs, SourceVersion? Version = null, string? ContentHash = null)
{
    /// <summary>Runs that are kept.</summary>
    internal const int MaxRuns = 20;

    /// <summary>Before the first run.</summary>
    internal static OrderState None { get; } = new("", []);

    /// <summary>The newest sync of the order that is not known to have ended.</summary>
    internal OrderRun? Open => Runs.FirstOrDefault(run => run is { SyncId: not null, Sync: null });

    /// <summary>What the newest sync of a mirror asks before it takes so much out; null while it asks nothing.</summary>
    internal MirrorQuestion? Question => Runs.FirstOrDefault(run => run.SyncId is not null)?.Sync?.Confirm;

    /// <summary>What the order knows after one run more. The run whose sync is open stays, however long ago it was.</summary>
    internal OrderState With(OrderRun run) => this with { Runs = [run, .. Runs.Where((earlier, age) => age < MaxRuns - 1 || earlier == Open)] };

    /// <summary>What it knows once a sync of it has ended. What failed is not dealt with: the next run does it again.</summary>
    internal OrderState Ended(string syncId, OrderedSync sync)
    {
        IReadOnlyList<OrderRun> runs = [.. Runs.Select(run => run.SyncId == syncId ? run with { Sync = sync } : run)];
        return sync.State == SyncState.Failed
            ? this with { Runs = runs, Version = null, ContentHash = null }
            : this with { Runs = runs };
    }

    /// <summary>What still counts for an order of this hash: when it was changed, the source counts as never seen.</summary>
    internal OrderState For(string hash) => Of == hash ? this : new OrderState(hash, Runs);
}

/// <summary>One run of an order.</summary>
/// <param name="At">When it was due.</param>
/// <param name="Outcome">What it did.</param>
/// <param name="Songs">Good rows of the source, where it was read.</param>
/// <param name="SyncId">The sync it started, or null.</param>
/// <param name="Sync">How that ended; null while it is not known to have ended.</param>
/// <param name="Detail">Why nothing was done, and what to do; null where nothing is to be said.</param>
public sealed record OrderRun(
    DateTimeOffset At, RunOutcome Outcome, int? Songs = null, string? SyncId = null, OrderedSync? Sync = null, string? Detail = null);

/// <summary>What a run did.</summary>
public enum RunOutcome
{
    /// <summary>The source has changed: a sync was started.</summary>
    Started,

    /// <summary>The source is as it was: nothing more was done.</summary>
    Unchanged,

    /// <summary>The source holds no song: nothing was done.</summary>
    Empty,

    /// <summary>The sync of an earlier run had not ended yet: the source was not looked at.</summary>
    Skipped,

    /// <summary>The source cannot be read, or its songs cannot be synced.</summary>
    Failed,
}

/// <summary>How the sync of a run ended, or stands. Temporal no longer tells the counts of one that is not kept any more.</summary>
/// <param name="State">Its state.</param>
/// <param name="Added">Rows it added.</param>
/// <param name="Review">Songs somebody has to decide.</param>
/// <param name="Missing">Songs that were not found.</param>
/// <param name="Removed">Rows a mirror took out, since they are gone from the source; null where nothing mirrors.</param>
/// <param name="Confirm">Why a mirror wrote nothing before somebody confirms it; null where it did.</param>
public sealed record OrderedSync(
    SyncState State,
    int? Added = null,
    int? Review = null,
    int? Missing = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Removed = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] MirrorQuestion? Confirm = null)
{
    internal static OrderedSync Of(SyncStatus status) => new(
        status.State, status.Changes.Added, status.Outcomes.Review, status.Outcomes.Missing, status.Mirror?.Removed, Asks(status.Mirror?.Confirm));

    // What a caller of a sync sends again, somebody with an order confirms.
    private static MirrorQuestion? Asks(MirrorQuestion? question) => question is null ? null : question with
    {
        Message = string.Create(
            CultureInfo.InvariantCulture,
            $"{question.Lost} of the {question.Own} tracks that follow the source are gone from it, so nothing was taken out, added or moved. "
            + $"If that is right, confirm the order; a source that has changed again by then is asked about again."),
    };
}
