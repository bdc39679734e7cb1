using System.Diagnostics;
using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.LocalStack;
using MusicSync.LocalStack.Processes;

namespace MusicSync.EndToEnd.Tests.LocalStack;

public sealed class StackProgramTests
{
    [Fact]
    public async Task Stack_RestartsWhatDied_AndOnCtrlCStopsEverythingInTime()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var stack = new StackProgram();
        var first = await stack.ReadyAsync(cancellationToken);

        Signals.SendKill(first.Worker.Pid!.Value);
        var second = await stack.ReadyAsync(ready => ready.Worker.Pid != first.Worker.Pid, cancellationToken);
        Assert.Equal(first.Worker.Url, second.Worker.Url);

        Assert.InRange(await stack.EndAsync("INT", cancellationToken), TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.Equal(0, stack.ExitCode);
        Assert.All(PidsOf(second), pid => Assert.Throws<ArgumentException>(() => Process.GetProcessById(pid)));
    }

    [Fact]
    public async Task Stack_ThatIsKilled_TakesItsServicesWithIt()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux ends a process whose parent died.");
        var cancellationToken = TestContext.Current.CancellationToken;
        using var stack = new StackProgram();
        var ready = await stack.ReadyAsync(cancellationToken);

        await stack.EndAsync("KILL", cancellationToken);

        using var limit = new CancellationTokenSource(TestTimeouts.Default);
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (PidsOf(ready).Any(IsRunning))
        {
            await poll.WaitForNextTickAsync(limit.Token);
        }
    }

    private static IEnumerable<int> PidsOf(ReadyFile ready) =>
        [ready.Worker.Pid!.Value, ready.McpHost.Pid!.Value, ready.Spotify.Pid!.Value, ready.Temporal.Pid!.Value];

    // "12 (temporal) Z 1 …": Z is over, but nobody has asked for its exit code yet.
    private static bool IsRunning(int pid)
    {
        try
        {
            return !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // Gone, perhaps between the opening and the reading.
            return false;
        }
    }
}
