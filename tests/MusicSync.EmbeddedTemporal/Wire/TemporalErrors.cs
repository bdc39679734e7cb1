using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.Failure.V1;
using OperationStatus = Temporalio.Api.ErrorDetails.V1.MultiOperationExecutionFailure.Types.OperationStatus;

namespace MusicSync.EmbeddedTemporal.Wire;

/// <summary>
/// Errors as Temporal sends them: a status, and in a trailer what it is about. SDKs choose their exception by that trailer,
/// and users compare the texts, so both are the real server's.
/// </summary>
internal static class TemporalErrors
{
    /// <summary>What a start is told when the workflow runs.</summary>
    public const string AlreadyRunning = "Workflow execution is already running. WorkflowId: {0}, RunId: {1}.";

    private const string DetailsTrailer = "grpc-status-details-bin";

    public static RpcException Invalid(string message) =>
        Create(StatusCode.InvalidArgument, message);

    public static RpcException NotFound(string message) =>
        Create(StatusCode.NotFound, message, new NotFoundFailure());

    public static RpcException Unimplemented(string what) =>
        Create(StatusCode.Unimplemented, MissingFeature(what));

    /// <summary>The one sentence for everything that is left out.</summary>
    public static string MissingFeature(string what) => $"The embedded Temporal does not have {what}; use a real server for it.";

    public static RpcException WorkflowNotFound(WorkflowExecution execution) => NotFound(execution.RunId.Length == 0
        ? $"workflow not found for ID: {execution.WorkflowId}"
        : $"workflow execution not found for workflow ID \"{execution.WorkflowId}\" and run ID \"{execution.RunId}\"");

    public static RpcException WorkflowCompleted() => NotFound("workflow execution already completed");

    public static RpcException NamespaceNotFound(string name) => Create(
        StatusCode.NotFound, $"Namespace {name} is not found.", new NamespaceNotFoundFailure { Namespace = name });

    public static RpcException AlreadyStarted(string message, string requestId, string runId) => Create(
        StatusCode.AlreadyExists,
        message,
        new WorkflowExecutionAlreadyStartedFailure { StartRequestId = requestId, RunId = runId });

    public static RpcException QueryFailed(string message, Failure? failure) => Create(
        StatusCode.InvalidArgument, message, new QueryFailedFailure { Failure = failure });

    public static RpcException NotReady(string message) => Create(
        StatusCode.FailedPrecondition, message, new WorkflowNotReadyFailure());

    public static RpcException Exhausted(ResourceExhaustedCause cause, string message) => Create(
        StatusCode.ResourceExhausted,
        message,
        new ResourceExhaustedFailure { Cause = cause, Scope = ResourceExhaustedScope.Namespace });

    public static RpcException TooManyUpdates(string message) => Create(StatusCode.FailedPrecondition, message);

    /// <summary>The start of a multi-operation was refused, so its update was not tried.</summary>
    public static RpcException MultiOperation(RpcException refusedStart) => MultiOperation(
        refusedStart.StatusCode, StatusOf(refusedStart), Aborted());

    /// <summary>The update of a multi-operation was refused, so nothing was started.</summary>
    public static RpcException MultiOperationUpdate(RpcException refusedUpdate) => MultiOperation(
        refusedUpdate.StatusCode, Aborted(), StatusOf(refusedUpdate));

    private static RpcException MultiOperation(StatusCode code, params ReadOnlySpan<OperationStatus> statuses)
    {
        var failure = new MultiOperationExecutionFailure();
        foreach (var status in statuses)
        {
            failure.Statuses.Add(status);
        }

        return Create(code, "MultiOperation could not be executed.", failure);
    }

    private static OperationStatus Aborted() => new()
    {
        Code = (int)StatusCode.Aborted,
        Message = "Operation was aborted.",
        Details = { Any.Pack(new MultiOperationExecutionAborted()) },
    };

    private static OperationStatus StatusOf(RpcException error)
    {
        var status = GrpcStatus.Parser.ParseFrom(error.Trailers.GetValueBytes(DetailsTrailer));
        return new() { Code = status.Code, Message = status.Message, Details = { status.Details } };
    }

    private static RpcException Create(StatusCode code, string message, params ReadOnlySpan<IMessage> details)
    {
        // Laid out like google.rpc.Status, which is what the trailer holds.
        var status = new GrpcStatus { Code = (int)code, Message = message };
        foreach (var detail in details)
        {
            status.Details.Add(Any.Pack(detail));
        }

        return new RpcException(new Status(code, message), new Metadata { { DetailsTrailer, status.ToByteArray() } });
    }
}
