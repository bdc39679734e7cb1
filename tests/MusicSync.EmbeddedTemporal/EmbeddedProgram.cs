using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;

namespace MusicSync.EmbeddedTemporal;

/// <summary>The server as a program of its own, until it is interrupted or terminated.</summary>
internal static class EmbeddedProgram
{
    private const int UsualPort = 7233;

    private const string Usage = """
        Usage: MusicSync.EmbeddedTemporal [--port N] [--journal FILE] [--flush] [--time-skipping] [--namespace NAME]

          --port N          port on 127.0.0.1, 0 for any free one (default 7233)
          --journal FILE    keep the state in this file (default: in memory only)
          --flush           wait for the disk with each change, so that a power loss costs nothing either
          --time-skipping   let time pass at once while nothing is under way, steered by Temporal's test service
          --namespace NAME  the namespace that is served (default: default)
        """;

    /// <returns>0 after a stop, 1 when the server could not start, 2 for arguments that it does not know.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        if (args is ["--help" or "-h"])
        {
            await output.WriteLineAsync(Usage);
            return 0;
        }

        EmbeddedServerOptions options;
        try
        {
            options = Parse(args);
        }
        catch (FormatException wrong)
        {
            await errors.WriteLineAsync($"{wrong.Message}\n{Usage}");
            return 2;
        }

        using var stop = new CancellationTokenSource();
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            await using var server = await EmbeddedServer.StartAsync(options, stop.Token);
            await output.WriteLineAsync(
                $"Embedded Temporal is ready on {server.Address}. It is a stand-in for trying and testing, without a web UI.");
            await output.FlushAsync(CancellationToken.None);
            await Task.Delay(Timeout.InfiniteTimeSpan, stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            return 0;
        }
        catch (Exception failed) when (failed is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync($"The embedded Temporal could not start: {failed.Message}");
            return 1;
        }

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }

    /// <summary>Reads the arguments. Those of <c>temporal server start-dev</c> mean the same here or, without a UI, nothing.</summary>
    /// <exception cref="FormatException">An argument is unknown or lacks its value.</exception>
    internal static EmbeddedServerOptions Parse(string[] args)
    {
        var options = new EmbeddedServerOptions { Port = UsualPort };
        var words = new Queue<string>(args is ["server", "start-dev", .. var rest] ? rest : args);
        while (words.TryDequeue(out var word))
        {
            options = word switch
            {
                "--port" or "-p" => options with { Port = Port(word, Value(words, word)) },
                "--journal" or "--db-filename" or "-f" => options with { JournalFile = Value(words, word) },
                "--flush" => options with { FlushToDisk = true },
                "--time-skipping" or "--enable-time-skipping" => options with { TimeSkipping = true },
                "--namespace" or "-n" => options with { Namespace = Value(words, word) },
                "--ip" => Loopback(options, Value(words, word)),
                "--headless" => options,
                "--ui-port" or "--ui-ip" or "--log-level" or "--log-format" or "--sqlite-pragma" or "--dynamic-config-value" =>
                    Ignore(options, Value(words, word)),
                // The SDK starts its test server with a port alone.
                _ when int.TryParse(word, CultureInfo.InvariantCulture, out _) => options with { Port = Port("port", word) },
                _ => throw new FormatException($"'{word}' is no argument of the embedded Temporal."),
            };
        }

        return options;
    }

    private static string Value(Queue<string> words, string name) =>
        words.TryDequeue(out var value) ? value : throw new FormatException($"{name} needs a value.");

    private static int Port(string name, string text) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out var port) && port is >= 0 and <= IPEndPoint.MaxPort
            ? port
            : throw new FormatException($"{name} is a number from 0 to {IPEndPoint.MaxPort}, not '{text}'.");

    private static EmbeddedServerOptions Loopback(EmbeddedServerOptions options, string address) =>
        address is "127.0.0.1" or "localhost"
            ? options
            : throw new FormatException($"The embedded Temporal listens on 127.0.0.1 only, not on '{address}'.");

    private static EmbeddedServerOptions Ignore(EmbeddedServerOptions options, string value)
    {
        _ = value;
        return options;
    }
}
