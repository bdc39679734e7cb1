namespace MusicSync.LocalStack.Commands;

/// <summary>The end of a sync in words: what came out, where, and which rows need a look.</summary>
internal sealed class ResultPrinter(TextWriter output)
{
    private const int MaxRows = 20;

    public void Print(SyncStatus status, SyncReport report)
    {
        output.WriteLine();
        PrintHeadline(status);
        PrintCounts(status);
        PrintRows([.. (report.Rows ?? []).Where(row => row.Outcome is "missing" or "review" or "rejected")]);
    }

    private void PrintHeadline(SyncStatus status)
    {
        output.WriteLine($"Sync {status.Id} is {status.State}.");
        if (status.Error is { } error)
        {
            output.WriteLine($"  {error.Detail ?? error.Title}");
        }

        if (status.Playlist is { } playlist)
        {
            output.WriteLine($"  playlist   {playlist.Name}  {playlist.Url}");
        }
    }

    private void PrintCounts(SyncStatus status)
    {
        if (status.Songs is { } songs)
        {
            output.WriteLine($"  songs      {songs.Total} in the list, {songs.Rejected} rejected");
        }

        if (status.Outcomes is { } outcomes)
        {
            output.WriteLine(
                $"  outcomes   {outcomes.Accepted} accepted, {outcomes.Review} to review, {outcomes.Missing} missing");
        }

        if (status.Changes is { } changes)
        {
            output.WriteLine($"  changes    {changes.Added} added, {changes.AlreadyPresent} already present");
        }
    }

    private void PrintRows(IReadOnlyList<ReportRow> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine("Rows that need a look:");
        foreach (var row in rows.Take(MaxRows))
        {
            output.WriteLine($"  line {row.Line,5}  {row.Outcome,-8}  {Name(row.Input)}{Reason(row.Reasons)}");
        }

        if (rows.Count > MaxRows)
        {
            output.WriteLine($"  … and {rows.Count - MaxRows} more");
        }
    }

    private static string Name(ReportInput? input) => $"{input?.Artist} - {input?.Title}";

    // The first one decided; the others tell how it was searched, which is for the report.
    private static string Reason(IReadOnlyList<string>? reasons) => reasons is [var first, ..] ? $"  ({first})" : "";
}
