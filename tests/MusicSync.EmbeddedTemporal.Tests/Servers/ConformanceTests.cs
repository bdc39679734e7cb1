using System.Runtime.CompilerServices;

namespace MusicSync.EmbeddedTemporal.Tests.Servers;

/// <summary>
/// Scenarios of one topic. Each leaves a transcript, and both servers must leave the committed one, which was recorded
/// from the real server.
/// </summary>
public abstract class ConformanceTests(TestServers servers)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private string Topic => GetType().Name.Replace("Tests", "", StringComparison.Ordinal);

    /// <summary>A scenario with a worker of the SDK.</summary>
    private protected Task RunAsync(
        Server server, Func<Bench, Task> scenario, Difference? byDesign = null, [CallerMemberName] string name = "") =>
        RunOnWireAsync(
            server,
            bench =>
            {
                bench.StartWorker();
                return scenario(bench);
            },
            byDesign,
            name);

    /// <summary>A scenario that is its own worker, or needs none.</summary>
    private protected async Task RunOnWireAsync(
        Server server, Func<Bench, Task> scenario, Difference? byDesign = null, [CallerMemberName] string name = "")
    {
        await using var bench = new Bench(await servers.ConnectAsync(server));
        await scenario(bench).WaitAsync(Limit, bench.Token);
        var transcript = bench.Transcript;
        if (server is Server.Real && Transcript.IsRecording)
        {
            transcript.Record(Topic, name);
            return;
        }

        var expected = Transcript.Recorded(Topic, name);
        transcript.AssertIs(server is Server.Real ? expected : byDesign?.Apply(expected) ?? expected);
    }
}

/// <summary>Where the embedded server answers otherwise on purpose.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Real">What the real server's transcript says.</param>
/// <param name="Embedded">What the embedded one's says there.</param>
internal sealed record Difference(string Reason, string Real, string Embedded)
{
    public string Apply(string recorded)
    {
        Assert.Contains(Real, recorded, StringComparison.Ordinal);
        return recorded.Replace(Real, Embedded, StringComparison.Ordinal);
    }
}
