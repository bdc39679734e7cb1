namespace MusicSync.LocalStack.Commands;

/// <summary>One sync from list to result: a line that follows it, what became of the songs, and the exit code.</summary>
internal static class OneSync
{
    /// <exception cref="BadInputException">The worker refused the list.</exception>
    /// <exception cref="SyncApiException">The worker could not do it.</exception>
    public static async Task<int> RunAsync(
        Uri worker, SongListFile list, string playlistName, CancellationToken cancellationToken)
    {
        using var api = new SyncApi(worker);
        var status = await api.StartAsync(list, playlistName, cancellationToken);
        var progress = new ProgressLine(Console.Out, Console.IsOutputRedirected);
        progress.Show(status);
        await foreach (var next in api.FollowAsync(status.Id, cancellationToken))
        {
            status = next;
            progress.Show(status);
        }

        progress.End();
        var report = await api.GetReportAsync(status.Id, cancellationToken);
        new ResultPrinter(Console.Out).Print(status, report);
        return status.State == SyncStates.Completed ? ExitCodes.Success : ExitCodes.Failure;
    }
}
