using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using MusicSync.Worker.Temporal;

namespace MusicSync.Worker.Mcp;

/// <summary>
/// Calls a tool once, within its deadline, and turns every way it can fail into one <see cref="McpCallException"/>. It repeats
/// nothing that was sent: Temporal owns retries, and only the activity knows whether a repeat is safe. While the server's
/// circuit is open it sends nothing.
/// </summary>
internal sealed class McpToolCaller(
    McpConnections connections, McpCircuits circuits, McpCallRecorder recorder, PauseLadder pauses, TimeProvider time)
{
    public Task<McpAnswer<TResult>> CallAsync<TArguments, TResult>(
        McpTool<TArguments, TResult> tool,
        TArguments arguments,
        McpCallContext context,
        CancellationToken cancellationToken)
        where TArguments : class
        where TResult : class =>
        recorder.RecordAsync(tool, () => circuits[tool.Server].CallAsync(
            () => SendAsync(tool, arguments, context, cancellationToken), cancellationToken));

    private async Task<McpAnswer<TResult>> SendAsync<TArguments, TResult>(
        McpTool<TArguments, TResult> tool,
        TArguments arguments,
        McpCallContext context,
        CancellationToken cancellationToken)
        where TArguments : class
        where TResult : class
    {
        var connection = connections[tool.Server];
        var deadline = connection.HasAnswered ? tool.Policy.Deadline : tool.Policy.FirstDeadline;
        using var timeout = new CancellationTokenSource(deadline, time);
        using var call = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var sent = false;
        try
        {
            var client = await connection.GetAsync(call.Token);
            sent = true;
            var result = await client.CallToolAsync(Request(tool, arguments, context), call.Token);
            connection.HasAnswered = true;
            return Read(tool, result);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException timedOut) when (!sent)
        {
            var message = $"No connection to the MCP host within {deadline.TotalSeconds:0} s.";
            throw new McpCallException(new McpFailure(McpFailureKind.McpUnavailable, message), timedOut);
        }
        catch (Exception exception) when (exception is not McpCallException)
        {
            throw new McpCallException(McpTransportErrors.Classify(tool.Name, exception), exception);
        }
    }

    /// <summary>
    /// Calls a read and waits out short pauses in place: the activity goes on heartbeating, its other calls and
    /// the client stay as they are. A longer pause is for Temporal.
    /// </summary>
    public async Task<McpAnswer<TResult>> CallThroughShortPausesAsync<TArguments, TResult>(
        McpTool<TArguments, TResult> tool,
        TArguments arguments,
        McpCallContext context,
        CancellationToken cancellationToken)
        where TArguments : class
        where TResult : class
    {
        while (true)
        {
            try
            {
                return await CallAsync(tool, arguments, context, cancellationToken);
            }
            catch (McpCallException exception) when (IsShortPause(exception.Failure))
            {
                await Task.Delay(exception.Failure.RetryAfter!.Value, time, cancellationToken);
            }
        }
    }

    private bool IsShortPause(McpFailure failure) =>
        failure.Kind == McpFailureKind.RateLimited && failure.RetryAfter < pauses.InPlace;

    private static CallToolRequestParams Request<TArguments, TResult>(
        McpTool<TArguments, TResult> tool, TArguments arguments, McpCallContext context)
        where TArguments : class
        where TResult : class => new()
        {
            Name = tool.Name,
            Arguments = JsonSerializer.SerializeToElement(arguments, McpJson.Options)
            .Deserialize<Dictionary<string, JsonElement>>(McpJson.Options),
            Meta = context.ToMeta(),
        };

    private static McpAnswer<TResult> Read<TArguments, TResult>(
        McpTool<TArguments, TResult> tool, CallToolResult result)
        where TArguments : class
        where TResult : class
    {
        if (result.IsError is true)
        {
            throw new McpCallException(McpToolErrors.Read(tool.Name, result), cause: null);
        }

        var value = result.StructuredContent?.Deserialize<TResult>(McpJson.Options)
            ?? throw new JsonException($"The tool {tool.Name} answered without structured content.");
        return new McpAnswer<TResult>(value, result.Meta);
    }
}

/// <summary>A tool's structured result and the <c>_meta</c> that came with it.</summary>
internal sealed record McpAnswer<TResult>(TResult Value, JsonObject? Meta);
