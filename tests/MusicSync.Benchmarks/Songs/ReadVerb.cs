using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MusicSync.Worker.Songs;

namespace MusicSync.Benchmarks.Songs;

/// <summary><c>read</c>: memory and time for files of 10 MB, each in a process of its own.</summary>
internal static class ReadVerb
{
    private const double Megabyte = 1024 * 1024;

    public static Command Create()
    {
        var number = new Option<int?>("--file") { Description = "Reads only this one, in this process.", Hidden = true };
        var command = new Command("read", "Memory and time of each reader for files of 10 MB.") { number };
        command.SetAction((parsed, cancellationToken) => parsed.GetValue(number) is { } one ? Task.FromResult(ReadOne(one)) : ReadAllAsync(cancellationToken));
        return command;
    }

    private static async Task<int> ReadAllAsync(CancellationToken cancellationToken)
    {
        List<FileRead> all = [];
        for (var number = 0; number < LargeFiles.All().Count(); number++)
        {
            using var reader = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["read", "--file", number.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true })!;
            var line = await reader.StandardOutput.ReadToEndAsync(cancellationToken);
            await reader.WaitForExitAsync(cancellationToken);
            if (reader.ExitCode != 0)
            {
                Console.Error.WriteLine($"{LargeFiles.All().ElementAt(number).Kind}: ended with {reader.ExitCode}. {line}");
                return 1;
            }

            Console.Error.Write(line);
            all.Add(JsonSerializer.Deserialize<FileRead>(line, JsonSerializerOptions.Web)!);
        }

        var kinds = all.GroupBy(read => read.Kind).Select(group => new { Kind = group.Key, MostMemory = group.MaxBy(read => read.PeakMb), Slowest = group.MaxBy(read => read.Seconds) });
        Console.WriteLine(JsonSerializer.Serialize(kinds, JsonSerializerOptions.Web));
        return 0;
    }

    private static int ReadOne(int number)
    {
        var file = LargeFiles.All().ElementAt(number);
        var content = file.Content();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var began = Stopwatch.GetTimestamp();
        var rows = 0;
        try
        {
            var list = SongListReader.Read(content, mediaType: null, file.Name);
            rows = list.Songs.Count + list.Rejected.Count;
        }
        catch (SongListException)
        {
            // Refused as a whole, which is an answer.
        }

        var seconds = Math.Round(Stopwatch.GetElapsedTime(began).TotalSeconds, 2);
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(JsonSerializer.Serialize(
            new FileRead(file.Kind, file.Filling, rows, seconds, Math.Round(self.PeakWorkingSet64 / Megabyte)), JsonSerializerOptions.Web));
        return 0;
    }

    private sealed record FileRead(string Kind, string Filling, int Rows, double Seconds, double PeakMb);
}
