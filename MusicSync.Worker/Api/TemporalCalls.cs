using Microsoft.AspNetCore.WebUtilities;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace MusicSync.Worker.Api;

/// <summary>
/// How long a request waits for Temporal before it says so. The client's own repeats are off: they ignore the deadline. The
/// caller repeats the request instead, which is safe.
/// </summary>
internal static class TemporalCalls
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    // A worker answers it, which may have to replay the workflow first.
    private static readonly TimeSpan QueryDeadline = TimeSpan.FromSeconds(5);

    /// <summary>For what the server answers by itself, in milliseconds.</summary>
    public static RpcOptions Options(CancellationToken cancellationToken) => For(Deadline, cancellationToken);

    /// <summary>For a query; ask the server something else first, so that its silence shows sooner.</summary>
    public static RpcOptions Query(CancellationToken cancellationToken) => For(QueryDeadline, cancellationToken);

    /// <inheritdoc cref="EnsureConnected(ITemporalClient)"/>
    public static void EnsureConnected(IServiceProvider services) => services.GetRequiredService<ITemporalClient>().EnsureConnected();

    /// <summary>Lets a call go on that needs Temporal, or not.</summary>
    /// <exception cref="ProblemException">The worker has not connected yet.</exception>
    public static void EnsureConnected(this ITemporalClient client)
    {
        if (!client.Connection.IsConnected)
        {
            throw ProblemHandler.TemporalUnavailable("The worker has not connected yet.");
        }
    }

    /// <summary>Whether a call failed for a reason that passes.</summary>
    public static bool IsOutage(RpcException.StatusCode code) => IsSlow(code) || code
        is RpcException.StatusCode.Unavailable
        or RpcException.StatusCode.Cancelled
        or RpcException.StatusCode.Unknown;

    /// <summary>Whether Temporal is there, and was too busy to answer.</summary>
    public static bool IsSlow(RpcException.StatusCode code) => code
        is RpcException.StatusCode.DeadlineExceeded
        or RpcException.StatusCode.ResourceExhausted;

    /// <summary>Does it, and once more where Temporal was too busy to answer; one that is down is not asked again.</summary>
    public static async ValueTask<T> OnceMoreAsync<T>(Func<ValueTask<T>> act, CancellationToken cancellationToken)
    {
        try
        {
            return await act();
        }
        catch (RpcException slow) when (IsSlow(slow.Code) && !cancellationToken.IsCancellationRequested)
        {
            return await act();
        }
    }

    /// <summary>
    /// The newest run of a workflow with its pending activities, which the handle's own description leaves out; null when there
    /// is none.
    /// </summary>
    public static async Task<DescribeWorkflowExecutionResponse?> FindWorkflowAsync(
        this ITemporalClient client, string workflowId, RpcOptions rpc)
    {
        try
        {
            return await client.WorkflowService.DescribeWorkflowExecutionAsync(
                new() { Namespace = client.Options.Namespace, Execution = new() { WorkflowId = workflowId } }, rpc);
        }
        catch (RpcException exception) when (exception.Code == RpcException.StatusCode.NotFound)
        {
            return null;
        }
    }

    private static RpcOptions For(TimeSpan deadline, CancellationToken cancellationToken) =>
        new() { Timeout = deadline, Retry = false, CancellationToken = cancellationToken };
}

/// <summary>Temporal's page tokens as part of an address.</summary>
internal static class PageTokens
{
    /// <summary>The token of a page; null for the first one.</summary>
    /// <exception cref="ProblemException">It is none.</exception>
    public static byte[]? Read(string? token)
    {
        try
        {
            return string.IsNullOrEmpty(token) ? null : WebEncoders.Base64UrlDecode(token);
        }
        catch (FormatException)
        {
            throw ProblemException.Unprocessable("token is not one that a former page gave; leave it out for the first page.");
        }
    }

    /// <summary>The token for the next page; null after the last one.</summary>
    public static string? Write(byte[]? token) => token is { Length: > 0 } ? WebEncoders.Base64UrlEncode(token) : null;
}
