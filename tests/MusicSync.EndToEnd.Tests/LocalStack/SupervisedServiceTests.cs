using System.Diagnostics;
using System.Globalization;
using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.LocalStack.Processes;

namespace MusicSync.EndToEnd.Tests.LocalStack;

public sealed class SupervisedServiceTests : IDisposable
{
    // Its first line of output makes it ready.
    private const string Server = "echo $$; exec sleep 600";

    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(50);

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _limit =
        CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public SupervisedServiceTests() => _limit.CancelAfter(TestTimeouts.Default);

    public void Dispose()
    {
        _folder.Dispose();
        _limit.Dispose();
    }

    [Fact]
    public async Task Pid_IsThatOfTheServingProcessItself()
    {
        await using var service = await StartAsync(Server, Soon);

        Assert.Equal([service.Pid], Announced());
    }

    [Fact]
    public async Task Service_ThatDies_IsStartedAgain()
    {
        await using var service = await StartAsync(Server, Soon);
        var first = service.Pid;

        await service.KillAsync();
        await service.WaitUntilReadyAsync(_limit.Token);

        Assert.NotNull(service.Pid);
        Assert.NotEqual(first, service.Pid);
    }

    [Fact]
    public async Task Service_ThatDiesWithoutRestart_StaysDownUntilBroughtUp()
    {
        await using var service = await StartAsync(Server, restartAfter: null);
        var died = new TaskCompletionSource();
        service.Died += died.SetResult;

        await service.KillAsync();
        await died.Task.WaitAsync(_limit.Token);
        Assert.Null(service.Pid);

        await service.BringUpAsync(_limit.Token);
        Assert.NotNull(service.Pid);
    }

    [Fact]
    public async Task Service_TakenDown_StaysDownUntilBroughtUp()
    {
        await using var service = await StartAsync(Server, Soon);

        await service.TakeDownAsync();
        Assert.Null(service.Pid);

        await service.BringUpAsync(_limit.Token);
        Assert.NotNull(service.Pid);
    }

    [Fact]
    public async Task Service_Suspended_IsStillStoppedInTime()
    {
        var service = await StartAsync(Server, Soon);
        var pid = service.Pid!.Value;
        service.Signal(Signals.SendStop);

        await service.DisposeAsync().AsTask().WaitAsync(_limit.Token);

        Assert.Throws<ArgumentException>(() => Process.GetProcessById(pid));
    }

    [Fact]
    public async Task Service_ThatIgnoresTheStop_IsKilled()
    {
        var service = await StartAsync("trap '' TERM; echo $$; while :; do sleep 0.05; done", Soon);
        var pid = service.Pid!.Value;

        await service.DisposeAsync().AsTask().WaitAsync(_limit.Token);

        Assert.Throws<ArgumentException>(() => Process.GetProcessById(pid));
    }

    [Fact]
    public async Task Service_ThatFailsToStart_ShowsTheEndOfItsLog()
    {
        await using var service = Create("echo 'no such catalogue' >&2; exit 3", restartAfter: null, () => false);

        var failure = await Assert.ThrowsAsync<ServiceStartException>(() => service.StartAsync(_limit.Token));

        Assert.Contains("exit code 3", failure.Message, StringComparison.Ordinal);
        Assert.Contains("no such catalogue", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_IsContinuedOverRestarts()
    {
        await using var service = await StartAsync(Server, Soon);
        var first = service.Pid;

        await service.RestartAsync(_limit.Token);

        Assert.Equal([first, service.Pid], Announced());
    }

    private string LogFile => _folder["service.log"];

    private async Task<SupervisedService> StartAsync(string script, TimeSpan? restartAfter)
    {
        var lives = 0;
        var service = Create(script, restartAfter, () => Announced().Length > lives && ++lives > 0);
        await service.StartAsync(_limit.Token);
        return service;
    }

    private int?[] Announced() =>
        [.. File.ReadAllLines(LogFile).Select(line => (int?)int.Parse(line, CultureInfo.InvariantCulture))];

    private SupervisedService Create(string script, TimeSpan? restartAfter, Func<bool> isReady) => new(
        new ServiceDefinition(
            "service", "/bin/sh", ["-c", script], new Dictionary<string, string?>(), _ => Task.FromResult(isReady()))
        {
            StopGrace = TimeSpan.FromMilliseconds(300),
        },
        LogFile,
        restartAfter);
}
