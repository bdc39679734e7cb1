using ModelContextProtocol.Protocol;

namespace MusicSync.Worker.Mcp;

/// <summary>
/// Asks one server for its tools and compares them with those the worker calls, so that a host which is deployed anew with
/// other tools is noticed, and noticed again when it is mended. Nothing else is asked. Watching a server changes nothing: the
/// circuit hears of a probe only when it asked for it.
/// </summary>
internal sealed partial class McpProber(
    string server,
    IReadOnlyList<McpTool> tools,
    McpConnection connection,
    TimeProvider time,
    ILogger logger,
    TimeSpan? staysFresh = null) : IDisposable
{
    /// <summary>How long a result is not asked for anew.</summary>
    public static readonly TimeSpan StaysFresh = TimeSpan.FromSeconds(10);

    /// <summary>The same for a server that has to be started to be asked, and is the same program each time.</summary>
    public static readonly TimeSpan ProcessStaysFresh = TimeSpan.FromHours(1);

    // Until the first answer both sides may be starting.
    private static readonly TimeSpan FirstDeadline = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    // A little longer than the deadline, so that what a caller sees is the probe's own result.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.5);

    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private Task<McpProbe>? _running;

    /// <summary>The newest result; null before the first.</summary>
    public McpProbe? Newest { get; private set; }

    /// <summary>What the newest answer differs in; null while there was none.</summary>
    public IReadOnlyList<string>? Differences { get; private set; }

    /// <summary>A result at most 10 s old; an older one, or none, when the server takes longer than a caller can wait.</summary>
    public async Task<McpProbe?> LatestAsync(CancellationToken cancellationToken)
    {
        if (Newest is { } known && time.GetUtcNow() - known.At < (known.Failure is null ? staysFresh ?? StaysFresh : StaysFresh))
        {
            return known;
        }

        try
        {
            return await AskAsync().WaitAsync(Patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return Newest;
        }
    }

    /// <summary>Asks now, once for all who want to know.</summary>
    public Task<McpProbe> AskAsync()
    {
        lock (_lock)
        {
            return _running is { IsCompleted: false } running ? running : _running = ProbeAsync();
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private async Task<McpProbe> ProbeAsync()
    {
        var started = time.GetTimestamp();
        McpFailure? failure = null;
        // A look every few seconds would bury the traces people look for.
        using var quiet = DeferredSpan.Start("probe", isQuiet: true);
        try
        {
            Compare(await ListAsync());
        }
        catch (McpCallException exception)
        {
            failure = exception.Failure;
        }
        catch (Exception exception)
        {
            failure = McpTransportErrors.Classify("tools/list", exception);
        }

        if (failure is not null && Newest is not { Failure: not null })
        {
            Log.Silent(logger, server, failure.Message);
        }

        return Newest = new McpProbe(time.GetUtcNow(), time.GetElapsedTime(started), failure);
    }

    private async Task<Dictionary<string, Tool>> ListAsync()
    {
        using var timeout = new CancellationTokenSource(Differences is null ? FirstDeadline : Deadline, time);
        using var call = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _stop.Token);
        try
        {
            var client = await connection.GetAsync(call.Token);
            var listed = await client.ListToolsAsync(cancellationToken: call.Token);
            return listed.ToDictionary(tool => tool.Name, tool => tool.ProtocolTool);
        }
        finally
        {
            await connection.ReleaseAsync();
        }
    }

    private void Compare(Dictionary<string, Tool> offered)
    {
        string[] differences = [.. tools.SelectMany(tool => ToolContract.Differences(
            tool, offered.GetValueOrDefault(tool.Name)?.InputSchema, offered.GetValueOrDefault(tool.Name)?.OutputSchema))];
        foreach (var difference in differences.Except(Differences ?? []))
        {
            Log.ContractBroken(logger, difference);
        }

        if (differences.Length == 0 && Differences is { Count: > 0 })
        {
            Log.ContractMended(logger, server);
        }

        Differences = differences;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "MCP tool contract broken: {Difference}")]
        public static partial void ContractBroken(ILogger logger, string difference);

        [LoggerMessage(LogLevel.Information, "The tools of MCP server {Server} agree again")]
        public static partial void ContractMended(ILogger logger, string server);

        [LoggerMessage(LogLevel.Information, "MCP server {Server} does not list its tools: {Reason}")]
        public static partial void Silent(ILogger logger, string server, string reason);
    }
}

/// <summary>How a server answered <c>tools/list</c>.</summary>
/// <param name="At">When that was known.</param>
/// <param name="Took">How long it took.</param>
/// <param name="Failure">Why there was no list; null when there was one.</param>
internal sealed record McpProbe(DateTimeOffset At, TimeSpan Took, McpFailure? Failure)
{
    /// <summary>Whether the server is there, be it that it turns the question away.</summary>
    public bool Answered => Failure is null or { Kind: McpFailureKind.McpRefused };
}
