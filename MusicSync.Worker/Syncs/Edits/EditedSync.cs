namespace MusicSync.Worker.Syncs.Edits;

/// <summary>Lays what people have changed over what a sync itself says, which stays as it was when it ended. Pure.</summary>
internal static class EditedSync
{
    public const string ByHand = "chosen by hand";
    public const string LeftOutByHand = "left out by hand";

    public static IReadOnlyList<ReportRow> Over(IReadOnlyList<ReportRow> rows, EditsView edits)
    {
        var chosen = edits.Rows.ToDictionary(row => row.Line);
        var takenOut = edits.TakenOut.ToHashSet();
        return [.. rows.Select(row => Undone(chosen.TryGetValue(row.Line, out var choice) ? Over(row, choice, edits.Waiting) : row, takenOut))];
    }

    /// <summary>The row as chosen; one that is not carried out yet says what it waits for.</summary>
    public static ReportRow Over(ReportRow row, ChosenRow choice, SyncWaiting? waiting) => row with
    {
        Outcome = choice.Track is null ? RowOutcome.Missing : RowOutcome.Accepted,
        Result = choice.Result,
        TrackUri = choice.Track?.Uri,
        TrackTitle = choice.Track?.Title,
        TrackArtists = choice.Track?.Artists,
        TrackAlbum = choice.Track?.Album,
        TrackDurationMs = choice.Track?.DurationMs is > 0 and var length ? length : null,
        TrackCoverUrl = choice.Track?.CoverUrl,
        Reasons = [choice.Track is null ? LeftOutByHand : ByHand, .. (choice.Note ?? (choice.State == ChoiceState.Pending ? waiting?.Message : null)) is { } note ? [note] : row.Reasons],
        Choice = choice.State,
    };

    /// <summary>The status with the rows counted as they are now.</summary>
    public static SyncStatus Over(SyncStatus status, EditsView edits)
    {
        var (outcomes, changes) = (status.Outcomes, status.Changes);
        foreach (var row in edits.Rows)
        {
            outcomes = Add(Add(outcomes, row.Was, -1), row.Track is null ? RowOutcome.Missing : RowOutcome.Accepted, 1);
            changes = Add(Add(changes, row.WasResult, -1), row.Result, 1);
        }

        return status with
        {
            Outcomes = outcomes,
            Changes = changes with { Pending = Math.Max(0, status.Changes.Pending + edits.Rows.Count(row => row.State == ChoiceState.Pending)) },
            Undo = edits.Undo,
        };
    }

    private static OutcomeCounts Add(OutcomeCounts counts, RowOutcome outcome, int rows) => outcome switch
    {
        RowOutcome.Accepted => counts with { Accepted = counts.Accepted + rows },
        RowOutcome.Review => counts with { Review = counts.Review + rows },
        RowOutcome.Missing => counts with { Missing = counts.Missing + rows },
        RowOutcome.Duplicate => counts with { Duplicate = counts.Duplicate + rows },
        _ => counts,
    };

    private static ChangeCounts Add(ChangeCounts counts, RowResult result, int rows) => result switch
    {
        RowResult.Added or RowResult.DoubledElsewhere => counts with { Added = counts.Added + rows },
        RowResult.AlreadyPresent => counts with { AlreadyPresent = counts.AlreadyPresent + rows },
        _ => counts,
    };

    private static ReportRow Undone(ReportRow row, HashSet<int> takenOut) =>
        takenOut.Contains(row.Line) ? row with { Result = RowResult.TakenOut } : row;
}
