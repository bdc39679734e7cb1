using Temporalio.Activities;

namespace MusicSync.Worker.Playlists;

/// <summary>
/// What the first attempt found, kept in the heartbeat details: a later attempt sees the rows that this sync wrote itself
/// and must not report them as present before.
/// </summary>
internal sealed record ApplyJournal(IReadOnlyList<int> AbsentLines)
{
    public static ApplyJournal From(PlaylistDelta delta) => new([.. delta.Absent.Select(row => row.Line)]);

    public static async Task<ApplyJournal?> FromEarlierAttemptAsync(ActivityExecutionContext activity) =>
        activity.Info.HeartbeatDetails.Count > 0
            ? await activity.Info.HeartbeatDetailAtAsync<ApplyJournal>(0)
            : null;

    public PlaylistChanges Changes(PlaylistDelta delta, IReadOnlyList<WantedTrack> pending)
    {
        var absent = AbsentLines.ToHashSet();
        var notWritten = pending.Select(row => row.Line).ToHashSet();
        var wanted = delta.Rows.Where(row => row.Kind != PlacementKind.Duplicate).Select(row => row.Wanted.Line).ToList();
        return new PlaylistChanges(
            [.. wanted.Where(line => absent.Contains(line) && !notWritten.Contains(line))],
            [.. wanted.Where(line => !absent.Contains(line) && !notWritten.Contains(line))],
            [.. delta.Rows.Where(row => row.Kind == PlacementKind.Duplicate).Select(row => row.Wanted.Line)],
            [.. notWritten.Order()]);
    }
}
