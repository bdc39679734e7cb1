using MusicSync.Worker.Mcp;
using Temporalio.Exceptions;

namespace MusicSync.Worker.Temporal;

/// <summary>
/// The one policy for what nobody has foreseen. A defect is repeated a few times, in case it was a passing one, and then given
/// up with its trace; pauses and outages are repeated for as long as they last and are no attempts of it. Pure.
/// </summary>
internal static class Defects
{
    /// <summary>Attempts that may end in a defect; the last of them is the end.</summary>
    public const int Attempts = 5;

    /// <summary>
    /// Whether it is no failure that we know: neither one that an activity chose, nor one of MCP or Temporal that passes. What
    /// Temporal refuses for good (a payload too large, a workflow that is not there) no repeat can mend.
    /// </summary>
    public static bool Is(Exception exception) => exception switch
    {
        McpCallException call => McpActivityFailures.Known(call.Failure) is null,
        RpcException rpc => rpc.Code is RpcException.StatusCode.InvalidArgument or RpcException.StatusCode.NotFound
            or RpcException.StatusCode.AlreadyExists or RpcException.StatusCode.OutOfRange or RpcException.StatusCode.Unimplemented,
        FailureException or RpcTimeoutOrCanceledException => false,
        _ => true,
    };

    /// <summary>The failure of the activity in which the defect was met for the given time, from 1.</summary>
    public static ApplicationFailureException Failure(Exception exception, string activityType, string? traceId, int count)
    {
        var (type, message) = exception is McpCallException call
            ? (ActivityFailureTypes.McpInternalError, call.Failure.Message)
            : (ActivityFailureTypes.Defect, $"{Describe(exception, activityType, traceId)}.");
        return new(message, type, nonRetryable: count >= Attempts, details: [new DefectCount(count)]);
    }

    /// <summary>The defect in words; its own message stays in the log, since nobody knows what it holds.</summary>
    public static string Describe(Exception exception, string where, string? traceId) =>
        $"Internal error in {where} ({exception.GetType().Name}){(traceId is null ? "" : $", trace {traceId}")}";
}

/// <summary>Detail of a failure that Temporal repeats: how many attempts of the activity have ended in a defect so far.</summary>
/// <param name="Defects">At least 1; a failure without the detail stands for 0.</param>
internal sealed record DefectCount(int Defects);
