using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using MusicSync.Worker.Agents;
using MusicSync.Worker.Api;
using MusicSync.Worker.Mcp;

namespace MusicSync.Worker.Tools;

/// <summary>Whatever goes wrong in a tool or a resource leaves the worker in the shape that the MCP host's errors have.</summary>
internal static partial class ToolErrors
{
    public static McpRequestHandler<CallToolRequestParams, CallToolResult> OfTools(
        McpRequestHandler<CallToolRequestParams, CallToolResult> next) => async (context, cancellationToken) =>
    {
        try
        {
            if (context.MatchedPrimitive is McpServerTool tool)
            {
                CheckArguments(context.Params, tool.ProtocolTool.InputSchema);
                TemporalCalls.EnsureConnected(context.Services!);
            }

            return await next(context, cancellationToken);
        }
        catch (Exception error) when (IsOurs(error, cancellationToken))
        {
            var writes = context.MatchedPrimitive is McpServerTool { ProtocolTool.Annotations.ReadOnlyHint: not true };
            return ToolFailure.ToResult(FailureOf(error, writes, context.Services!, context.Params?.Name));
        }
    };

    public static McpRequestHandler<ReadResourceRequestParams, ReadResourceResult> OfResources(
        McpRequestHandler<ReadResourceRequestParams, ReadResourceResult> next) => async (context, cancellationToken) =>
    {
        try
        {
            return await next(context, cancellationToken);
        }
        catch (Exception error) when (IsOurs(error, cancellationToken))
        {
            throw ToolFailure.ToException(FailureOf(error, writes: false, context.Services!, context.Params?.Uri));
        }
    };

    // The protocol has errors of its own; and of a call that was given up nobody reads one.
    private static bool IsOurs(Exception error, CancellationToken cancellationToken) =>
        error is not McpProtocolException && (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested);

    /// <summary>The SDK checks nothing, and answers what it cannot bind with a sentence that names neither argument nor reason.</summary>
    private static void CheckArguments(CallToolRequestParams? call, JsonElement schema)
    {
        var arguments = call?.Arguments ?? new Dictionary<string, JsonElement>();

        // Many clients send null for what they leave out.
        foreach (var name in arguments.Where(argument => argument.Value.ValueKind is JsonValueKind.Null).Select(argument => argument.Key).ToArray())
        {
            arguments.Remove(name);
        }

        if (ArgumentSchema.Problem(schema, JsonSerializer.SerializeToElement(arguments)) is { } problem)
        {
            throw ProblemException.Unprocessable(problem);
        }
    }

    private static McpFailure FailureOf(Exception error, bool writes, IServiceProvider services, string? what)
    {
        if (ToolFailure.Of(error, writes) is { } known)
        {
            return known;
        }

        var trace = Activity.Current?.TraceId.ToString() ?? "none";
        Log.Defect(services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ToolErrors)), error, what, trace);
        return new McpFailure(McpFailureKind.Internal, $"The worker failed; its log says more under trace {trace}. Call again, with the same id.");
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{What} failed unexpectedly, trace {TraceId}")]
        public static partial void Defect(ILogger logger, Exception error, string? what, string traceId);
    }
}

/// <summary>What a call ended with, in the words of the contract that <see cref="McpToolErrors"/> reads. Pure.</summary>
internal static partial class ToolFailure
{
    /// <summary>What is asked for contradicts what is there: an id of another request, an undo of a sync that runs.</summary>
    public const string Conflict = "conflict";

    /// <summary>What is known of a failure; null for a defect.</summary>
    /// <param name="error">What the call ended with.</param>
    /// <param name="writes">Whether it was to change something: where Temporal fell silent in mid-call, it may have.</param>
    public static McpFailure? Of(Exception error, bool writes)
    {
        if (error is McpCallException call)
        {
            return call.Failure;
        }

        return ProblemHandler.Of(error) is { } problem
            ? new McpFailure(
                KindOf(problem.Status),
                TextOf(problem),
                problem.RetryAfter,
                OutcomeUnknown: writes && problem.Status == StatusCodes.Status503ServiceUnavailable && error is not ProblemException)
            : null;
    }

    /// <summary>A failed result. It has no structured content, which clients would compare with the tool's schema, and lose the error.</summary>
    public static CallToolResult ToResult(McpFailure failure) => new()
    {
        IsError = true,
        Content = [new TextContentBlock { Text = failure.Message }],
        Meta = new JsonObject { [McpToolErrors.MetaKey] = ToJson(failure) },
    };

    /// <summary>The same where there is no result that could say it; a resource that is not there is a wrong parameter since 2026-07-28.</summary>
    public static McpProtocolException ToException(McpFailure failure) => new(
        failure.Message,
        failure.Kind is McpFailureKind.NotFound ? McpErrorCode.InvalidParams : McpErrorCode.InternalError)
    {
        Data = { [McpToolErrors.MetaKey] = JsonSerializer.SerializeToElement(ToJson(failure)) },
    };

    private static string KindOf(int status) => status switch
    {
        StatusCodes.Status404NotFound or StatusCodes.Status410Gone => McpFailureKind.NotFound,
        StatusCodes.Status409Conflict => Conflict,
        StatusCodes.Status503ServiceUnavailable => McpFailureKind.UpstreamUnavailable,
        >= 400 and < 500 => McpFailureKind.InvalidArgument,
        _ => McpFailureKind.Internal,
    };

    private static string TextOf(ProblemException problem)
    {
        var text = problem.Status < StatusCodes.Status500InternalServerError ? problem.Message : $"{problem.Title}. {problem.Message}";
        return Calls.Replace(text, call =>
            call.Groups["orders"].Success ? "list_orders" : call.Groups["report"].Success ? "get_report" : call.Groups["id"].Success ? "get_sync" : "list_syncs");
    }

    // The HTTP interface's calls are not those that this caller has: GET /syncs, GET /syncs/x, GET /syncs/x/report, GET /orders.
    [GeneratedRegex(@"GET /(?:(?<orders>orders)|syncs(?<id>/[A-Za-z0-9._-]*[A-Za-z0-9_-])?(?<report>/report)?)")]
    private static partial Regex Calls { get; }

    // {"kind": "upstream_unavailable", "retryAfterSeconds": 5, "outcomeUnknown": false}
    private static JsonObject ToJson(McpFailure failure)
    {
        var json = new JsonObject { ["kind"] = failure.Kind, ["outcomeUnknown"] = failure.OutcomeUnknown };
        if (failure.RetryAfter is { } wait)
        {
            json["retryAfterSeconds"] = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        }

        if (failure.RequiredScope is { } scope)
        {
            json["requiredScope"] = scope;
        }

        return json;
    }
}
