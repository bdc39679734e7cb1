using MusicSync.LocalStack.Processes;

namespace MusicSync.LocalStack.Commands;

/// <summary>Starts everything for one sync, shows how it goes, prints its result and stops.</summary>
internal static class SyncCommand
{
    public static async Task<int> RunAsync(SyncArguments arguments, LocalStackOptions options)
    {
        using var interruption = new Interruption();
        try
        {
            var list = SongListFile.Open(arguments.File);
            Console.WriteLine("Starting the local stack …");
            await using var stack = await RunningStack.StartAsync(options, interruption.Token);
            Console.WriteLine($"Temporal is {stack.TemporalLine}.");
            return await OneSync.RunAsync(stack.WorkerUrl, list, arguments.PlaylistName, interruption.Token);
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            return await FailAsync("Stopped before the sync was complete.", ExitCodes.Failure);
        }
        catch (BadInputException bad)
        {
            return await FailAsync(bad.Message, ExitCodes.BadInput);
        }
        catch (Exception failure) when (failure is ServiceStartException or FileNotFoundException or SyncApiException)
        {
            return await FailAsync(failure.Message, ExitCodes.Failure);
        }
    }

    private static async Task<int> FailAsync(string message, int exitCode)
    {
        await Console.Error.WriteLineAsync(message);
        return exitCode;
    }
}
