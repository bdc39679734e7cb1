using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ModelContextProtocol.Protocol;

namespace MusicSync.Worker.Mcp;

/// <summary>
/// Calls a tool once, within its deadline, and turns every way it can fail into one <see cref="McpCallException"/>. It repeats
/// nothing that was sent: only its caller knows whether a repeat is safe. While the server's circuit is open it sends nothing.
/// </summary>
internal sealed class McpToolCaller(McpServers servers, McpCallRecorder recorder, McpShortPause shortPause, TimeProvider time)
{
    public Task<McpAnswer<TResult>> CallAsync<TArguments, TResult>(
        McpTool<TArguments, TResult> tool,
        TArguments arguments,
        McpCallContext context,
        CancellationToken cancellationToken)
        where TArguments : class
        where TResult : class =>
        recorder.RecordAsync(tool, () => servers[tool.Server].Circuit.CallAsync(
            () => SendAsync(tool, arguments, context, cancellationToken), cancellationToken));

    private async Task<McpAnswer<TResult>> SendAsync<TArguments, TResult>(
        McpTool<TArguments, TResult> tool,
        TArguments arguments,
        McpCallContext context,
        CancellationToken cancellationToken)
        where TArguments : class
        where TResult : class
    {
        var connection = servers[tool.Server].Connection;
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
    /// Calls a read and waits out short pauses in place: the caller's other calls and the client stay as they are. A longer
    /// pause is for the caller.
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
        failure.Kind == McpFailureKind.RateLimited && failure.RetryAfter < shortPause.Below;

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

/// <summary>A rate limit shorter than this is waited out in place.</summary>
internal sealed record McpShortPause(TimeSpan Below);

/// <summary>A tool's structured result and the <c>_meta</c> that came with it.</summary>
internal sealed record McpAnswer<TResult>(TResult Value, JsonObject? Meta);

/// <summary>What a call tells the host about itself in the request's <c>_meta</c>.</summary>
/// <param name="Interactive">Whether somebody waits for it; the host lets such calls pass a bulk import.</param>
/// <param name="NotAfter">The last moment at which the host may send a write on.</param>
/// <param name="CallKey">Names the call for ever, also when it is repeated.</param>
internal sealed record McpCallContext(bool Interactive, DateTimeOffset? NotAfter = null, string? CallKey = null)
{
    /// <summary>Member of <c>_meta</c> that names a call for ever.</summary>
    public const string CallKeyMember = "dev.musicsync/callKey";

    public static readonly McpCallContext Bulk = new(Interactive: false);

    public static readonly McpCallContext ForSomebodyWaiting = new(Interactive: true);

    public JsonObject ToMeta()
    {
        var meta = new JsonObject { ["dev.musicsync/priority"] = Interactive ? "interactive" : "bulk" };
        if (NotAfter is { } notAfter)
        {
            meta["dev.musicsync/notAfter"] = notAfter.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        }

        if (CallKey is { } key)
        {
            meta[CallKeyMember] = key;
        }

        return meta;
    }
}

/// <summary>How arguments are written and results read: camelCase, nulls left out, unknown members ignored.</summary>
internal static class McpJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };
}
