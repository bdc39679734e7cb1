using MusicSync.LocalStack.Processes;

namespace MusicSync.LocalStack.Commands;

/// <summary>Starts everything and stays until interrupted.</summary>
internal static class UpCommand
{
    public static async Task<int> RunAsync(LocalStackOptions options)
    {
        using var interruption = new Interruption();
        Console.WriteLine("Starting the local stack …");
        try
        {
            await using var stack = await RunningStack.StartAsync(options, interruption.Token);
            var then = options.Restart ? "is started again" : "stays down (--no-restart)";
            stack.ServiceDied += name => Console.WriteLine($"{name} ended and {then}.");
            Print(stack);
            await interruption.WaitAsync();
            Console.WriteLine("Stopping …");
            return ExitCodes.Success;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            Console.WriteLine("Stopped before everything was ready.");
            return ExitCodes.Failure;
        }
        catch (Exception failure) when (failure is ServiceStartException or FileNotFoundException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return ExitCodes.Failure;
        }
    }

    private static void Print(RunningStack stack)
    {
        Console.WriteLine($"  worker        {string.Join("  ", stack.WorkerUrls)}");
        Console.WriteLine($"  MCP endpoint  {new Uri(stack.McpHostUrl, "mcp")}");
        Console.WriteLine($"  Spotify       {stack.SpotifyUrl} (simulator)");
        Console.WriteLine($"  Temporal      {stack.TemporalAddress}  {stack.TemporalUiUrl}");
        Console.WriteLine($"                {stack.TemporalLine}");
        Console.WriteLine($"  data, logs    {stack.DataDirectory}");
        Console.WriteLine("Ready. Press Ctrl+C to stop.");
    }
}
