using System.Text.RegularExpressions;
using MusicSync.LocalStack;

namespace MusicSync.EmbeddedTemporal.Tests.Servers;

/// <summary>
/// What a client and a worker see of one scenario, line by line, without what differs from run to run: run ids, times,
/// and the scenario's own prefix of workflow ids and queues, which reads <c>$</c>.
/// </summary>
internal sealed partial class Transcript(string prefix)
{
    /// <summary>Set to 1, the runs on the real server write the committed transcripts instead of being compared.</summary>
    public const string RecordVariable = "MUSICSYNC_RECORD_TRANSCRIPTS";

    /// <summary>The server version the committed transcripts were recorded from.</summary>
    public const string RecordedFrom = "1.32.0";

    private const int MaxLineLength = 2_000;

    private readonly List<string> _lines = [];

    public static bool IsRecording => Environment.GetEnvironmentVariable(RecordVariable) == "1";

    public string Text => string.Concat(_lines.Select(line => line + "\n"));

    public void Say(string line) => _lines.Add(line.Length > MaxLineLength
        ? FormattableString.Invariant($"{line[..40]}… {line.Length} characters")
        : Normalised(line));

    public void Say(string what, object? value) =>
        Say(FormattableString.Invariant($"{what}: {value ?? "none"}"));

    /// <summary>The committed transcript of the real server.</summary>
    public static string Recorded(string topic, string scenario)
    {
        var file = FileOf(topic, scenario);
        Assert.True(
            File.Exists(file), $"{file} is missing. Record it with {RecordVariable}=1 where there is a Temporal CLI.");
        return File.ReadAllText(file);
    }

    public void Record(string topic, string scenario)
    {
        var file = FileOf(topic, scenario);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, Text);
    }

    /// <summary>Compares line by line, so that a failure shows all that differs.</summary>
    public void AssertIs(string expected)
    {
        if (expected == Text)
        {
            return;
        }

        string[] real = expected.Split('\n');
        string[] own = Text.Split('\n');
        var lines = Enumerable.Range(0, Math.Max(real.Length, own.Length)).Select(at =>
            (Real: at < real.Length ? real[at] : "", Own: at < own.Length ? own[at] : ""));
        var compared = lines.Select(line => line.Real == line.Own ? $"    {line.Own}" : $"  - {line.Real}\n  + {line.Own}");
        Assert.Fail($"It differs from the transcript of the real server {RecordedFrom} (-):\n{string.Join('\n', compared)}");
    }

    private static string FileOf(string topic, string scenario) => Path.Combine(
        RepositoryRoot.FindFrom(AppContext.BaseDirectory)!,
        "tests",
        "MusicSync.EmbeddedTemporal.Tests",
        "Transcripts",
        topic,
        scenario + ".txt");

    private string Normalised(string line)
    {
        var text = line.Replace(prefix, "$", StringComparison.Ordinal);
        text = RunId().Replace(text, "<run>");
        return Time().Replace(text, "<time>");
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex RunId();

    // Years before 2040 are of this run; scenarios that need a fixed time take a later one.
    [GeneratedRegex(@"20[23]\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")]
    private static partial Regex Time();
}
