namespace MusicSync.LocalStack.Commands;

/// <summary>The part of the status document that is shown.</summary>
internal sealed record SyncStatus(
    string Id, string State, SyncPlaylist? Playlist, SongCounts? Songs, OutcomeCounts? Outcomes, ChangeCounts? Changes,
    SyncWait? Waiting, Problem? Error);

internal sealed record SyncPlaylist(string? Id, string? Name, Uri? Url);

internal sealed record SongCounts(int Total, int Rejected, int Matched);

internal sealed record OutcomeCounts(int Accepted, int Review, int Missing);

internal sealed record ChangeCounts(int Added, int AlreadyPresent, int Removed, int Pending);

internal sealed record SyncWait(string? Reason, DateTimeOffset? Until, string? Message);

/// <summary>RFC 9457 problem details.</summary>
internal sealed record Problem(string? Title, string? Detail);

internal sealed record SyncReport(IReadOnlyList<ReportRow>? Rows);

internal sealed record ReportRow(int Line, ReportInput? Input, string Outcome, IReadOnlyList<string>? Reasons);

internal sealed record ReportInput(string? Title, string? Artist);

/// <summary>States after which nothing changes any more, and outcomes worth a line.</summary>
internal static class SyncStates
{
    public const string Completed = "completed";

    public static bool IsFinal(string state) => state is Completed or "failed" or "cancelled";
}
