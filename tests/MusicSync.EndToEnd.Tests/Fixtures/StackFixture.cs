using MusicSync.LocalStack;

namespace MusicSync.EndToEnd.Tests.Fixtures;

/// <summary>
/// One running stack for the tests that share it. Derive from it to start another kind of stack; its logs stay in
/// <c>artifacts/end-to-end/{fixture}-{n}/logs</c>.
/// </summary>
public class StackFixture : IAsyncLifetime
{
    // Several test classes may share a kind of stack; each has one of its own.
    private static int _stacks;
    private RunningStack? _stack;

    /// <summary>The stack.</summary>
    public RunningStack Stack => _stack ?? throw new InvalidOperationException("The stack is not started yet.");

    /// <summary>What to start.</summary>
    protected virtual LocalStackOptions Options => new()
    {
        TimeScale = 0.2,
        DataDirectory = FreshFolder(),
        Temporal = TestRun.Temporal,
    };

    public virtual async ValueTask InitializeAsync() =>
        _stack = await RunningStack.StartAsync(Options, TestContext.Current.CancellationToken);

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_stack is not null)
        {
            await _stack.DisposeAsync();
        }
    }

    private string FreshFolder()
    {
        var root = RepositoryRoot.FindFrom(AppContext.BaseDirectory) ?? AppContext.BaseDirectory;
        var folder = new DirectoryInfo(Path.Combine(root, "artifacts", "end-to-end", $"{GetType().Name}-{Interlocked.Increment(ref _stacks)}"));
        if (folder.Exists)
        {
            folder.Delete(recursive: true);
        }

        return folder.FullName;
    }
}
