using System.Globalization;
using MusicSync.LocalStack;
using MusicSync.LocalStack.Processes;

namespace MusicSync.EndToEnd.Tests.Fixtures;

/// <summary>One service as a process of its own, without a stack around it.</summary>
internal sealed class LoneService : IAsyncDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    private readonly TemporaryFolder _folder = new();
    private readonly string _project;
    private readonly IReadOnlyDictionary<string, string?> _environment;
    private readonly ServiceLog _log;
    private ChildProcess? _process;

    public LoneService(string project, Dictionary<string, string> environment)
    {
        _project = project;
        _log = new ServiceLog(_folder["service.log"]);
        _environment = new ServiceEnvironment(
            new LocalStackOptions { Environment = environment }, Environment.GetEnvironmentVariables())
            .For(project, Url, ("MusicSync__DataDirectory", _folder["data"]));
    }

    public Uri Url { get; } = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{PortAllocator.Take(1)[0]}"));

    /// <summary>Returns when it is alive, which is not yet ready.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await BeginAsync();
        while (!await HttpReadiness.AnswersAsync(new Uri(Url, "alive"), cancellationToken))
        {
            Assert.False(_process!.HasExited, _log.Tail());
            await Task.Delay(PollInterval, cancellationToken);
        }
    }

    /// <summary>Lets it run until it ends by itself.</summary>
    public async Task<(int ExitCode, string Output)> RunToItsEndAsync(CancellationToken cancellationToken)
    {
        await BeginAsync();
        await _process!.Exited.WaitAsync(TestTimeouts.Default, cancellationToken);
        return (_process.ExitCode, _log.Tail());
    }

    public async Task WaitForOutputAsync(string text, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(TestTimeouts.Default);
        while (!await HasWrittenAsync(text, cancellationToken))
        {
            Assert.False(limit.IsCancellationRequested, $"It did not write '{text}', but at last: {_log.Tail()}");
            await Task.Delay(PollInterval, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.KillAsync();
            _process.Dispose();
        }

        _log.Dispose();
        _folder.Dispose();
    }

    // All of it: what is looked for may be followed by more lines than the tail has, all at once.
    private async Task<bool> HasWrittenAsync(string text, CancellationToken cancellationToken)
    {
        using var log = new StreamReader(new FileStream(_log.FileName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return (await log.ReadToEndAsync(cancellationToken)).Contains(text, StringComparison.Ordinal);
    }

    private async Task BeginAsync() => _process = await ChildProcess.StartAsync(
        new ServiceDefinition(
            _project,
            new BuildOutput(AppContext.BaseDirectory).Program(_project),
            [],
            _environment,
            _ => Task.FromResult(true)),
        _log);
}
