using Temporalio.Exceptions;

namespace MusicSync.EmbeddedTemporal.Tests.Servers;

/// <summary>An error as text: what the caller can tell from it, down to its cause.</summary>
internal static class Errors
{
    public static string Text(Exception failure) => failure.InnerException is { } cause && failure is not RpcException
        ? $"{Alone(failure)} <- {Text(cause)}"
        : Alone(failure);

    private static string Alone(Exception failure) => failure switch
    {
        RpcException rpc => $"{rpc.Code}: {rpc.Message}",
        ActivityFailureException activity => $"ActivityFailure({activity.ActivityType},{activity.RetryState})",
        ChildWorkflowFailureException child => $"ChildFailure({child.WorkflowType},{child.RetryState})",
        ApplicationFailureException application => $"ApplicationFailure({application.ErrorType}): {application.Message}",
        TimeoutFailureException timeout => $"TimeoutFailure({timeout.TimeoutType}): {timeout.Message}",
        WorkflowContinuedAsNewException => "continued as new",
        WorkflowQueryRejectedException rejected => $"QueryRejected({rejected.WorkflowStatus})",
        _ => $"{failure.GetType().Name}: {failure.Message}",
    };
}
