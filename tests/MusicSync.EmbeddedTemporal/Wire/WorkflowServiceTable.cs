using Grpc.Core;
using Temporalio.Api.WorkflowService.V1;

namespace MusicSync.EmbeddedTemporal.Wire;

/// <summary>The part of Temporal's service that is served. Everything else is answered by <see cref="UnservedCalls"/>.</summary>
internal static class WorkflowServiceTable
{
    public static ServerServiceDefinition Define(Engine engine)
    {
        var service = new RpcServiceBuilder("temporal.api.workflowservice.v1.WorkflowService", engine.Namespaces.Check);
        AddNamespaces(service, engine);
        AddClients(service, engine);
        AddReaders(service, engine);
        AddWorkers(service, engine);
        AddActivities(service, engine);
        AddSchedules(service, engine);
        return service.Build();
    }

    private static void AddNamespaces(RpcServiceBuilder service, Engine engine) => service
        .Add("GetSystemInfo", GetSystemInfoRequest.Parser, GetSystemInfoResponse.Parser, _ => NamespaceService.GetSystemInfo())
        .Add("DescribeNamespace", DescribeNamespaceRequest.Parser, DescribeNamespaceResponse.Parser, _ => engine.Namespaces.Describe())
        .Add("UpdateNamespace", UpdateNamespaceRequest.Parser, UpdateNamespaceResponse.Parser, engine.Namespaces.Update);

    private static void AddClients(RpcServiceBuilder service, Engine engine) => service
        .Add("StartWorkflowExecution", StartWorkflowExecutionRequest.Parser, StartWorkflowExecutionResponse.Parser, engine.Starts.Start)
        .Add(
            "SignalWithStartWorkflowExecution",
            SignalWithStartWorkflowExecutionRequest.Parser,
            SignalWithStartWorkflowExecutionResponse.Parser,
            engine.Requests.SignalWithStart)
        .Add("SignalWorkflowExecution", SignalWorkflowExecutionRequest.Parser, SignalWorkflowExecutionResponse.Parser, engine.Requests.Signal)
        .Add(
            "RequestCancelWorkflowExecution",
            RequestCancelWorkflowExecutionRequest.Parser,
            RequestCancelWorkflowExecutionResponse.Parser,
            engine.Requests.Cancel)
        .Add(
            "TerminateWorkflowExecution",
            TerminateWorkflowExecutionRequest.Parser,
            TerminateWorkflowExecutionResponse.Parser,
            engine.Requests.Terminate)
        .Add(
            "ExecuteMultiOperation",
            ExecuteMultiOperationRequest.Parser,
            ExecuteMultiOperationResponse.Parser,
            (request, call) => engine.Updates.ExecuteAsync(request, call.CancellationToken))
        .Add(
            "UpdateWorkflowExecution",
            UpdateWorkflowExecutionRequest.Parser,
            UpdateWorkflowExecutionResponse.Parser,
            (request, call) => engine.Updates.UpdateAsync(request, call.CancellationToken))
        .Add(
            "PollWorkflowExecutionUpdate",
            PollWorkflowExecutionUpdateRequest.Parser,
            PollWorkflowExecutionUpdateResponse.Parser,
            (request, call) => engine.Updates.PollAsync(request, call.CancellationToken))
        .Add(
            "QueryWorkflow",
            QueryWorkflowRequest.Parser,
            QueryWorkflowResponse.Parser,
            (request, call) => engine.Queries.AskAsync(request, call.CancellationToken));

    private static void AddReaders(RpcServiceBuilder service, Engine engine) => service
        .Add(
            "DescribeWorkflowExecution",
            DescribeWorkflowExecutionRequest.Parser,
            DescribeWorkflowExecutionResponse.Parser,
            engine.Visibility.Describe)
        .Add("ListWorkflowExecutions", ListWorkflowExecutionsRequest.Parser, ListWorkflowExecutionsResponse.Parser, engine.Visibility.List)
        .Add("CountWorkflowExecutions", CountWorkflowExecutionsRequest.Parser, CountWorkflowExecutionsResponse.Parser, engine.Visibility.Count)
        .Add(
            "GetWorkflowExecutionHistory",
            GetWorkflowExecutionHistoryRequest.Parser,
            GetWorkflowExecutionHistoryResponse.Parser,
            (request, call) => engine.Histories.ReadAsync(request, call.CancellationToken))
        .Add(
            "GetWorkflowExecutionHistoryReverse",
            GetWorkflowExecutionHistoryReverseRequest.Parser,
            GetWorkflowExecutionHistoryReverseResponse.Parser,
            engine.Histories.ReadBackwards);

    private static void AddWorkers(RpcServiceBuilder service, Engine engine) => service
        .Add(
            "PollWorkflowTaskQueue",
            PollWorkflowTaskQueueRequest.Parser,
            PollWorkflowTaskQueueResponse.Parser,
            (request, call) => engine.Polls.PollAsync(request, call.Deadline, call.CancellationToken))
        .Add(
            "PollActivityTaskQueue",
            PollActivityTaskQueueRequest.Parser,
            PollActivityTaskQueueResponse.Parser,
            (request, call) => engine.Polls.PollAsync(request, call.Deadline, call.CancellationToken))
        .Add(
            "RespondWorkflowTaskCompleted",
            RespondWorkflowTaskCompletedRequest.Parser,
            RespondWorkflowTaskCompletedResponse.Parser,
            engine.Completions.Complete)
        .Add(
            "RespondWorkflowTaskFailed",
            RespondWorkflowTaskFailedRequest.Parser,
            RespondWorkflowTaskFailedResponse.Parser,
            engine.Completions.Fail)
        .Add(
            "RespondQueryTaskCompleted",
            RespondQueryTaskCompletedRequest.Parser,
            RespondQueryTaskCompletedResponse.Parser,
            engine.Queries.Receive)
        .Add("ResetStickyTaskQueue", ResetStickyTaskQueueRequest.Parser, ResetStickyTaskQueueResponse.Parser, engine.Polls.ResetSticky)
        .Add("ShutdownWorker", ShutdownWorkerRequest.Parser, ShutdownWorkerResponse.Parser, engine.Polls.Shutdown);

    private static void AddSchedules(RpcServiceBuilder service, Engine engine) => service
        .Add("CreateSchedule", CreateScheduleRequest.Parser, CreateScheduleResponse.Parser, engine.Schedules.Create)
        .Add("DescribeSchedule", DescribeScheduleRequest.Parser, DescribeScheduleResponse.Parser, engine.Schedules.Describe)
        .Add("UpdateSchedule", UpdateScheduleRequest.Parser, UpdateScheduleResponse.Parser, engine.Schedules.Update)
        .Add("PatchSchedule", PatchScheduleRequest.Parser, PatchScheduleResponse.Parser, engine.Schedules.Patch)
        .Add("DeleteSchedule", DeleteScheduleRequest.Parser, DeleteScheduleResponse.Parser, engine.Schedules.Delete)
        .Add("ListSchedules", ListSchedulesRequest.Parser, ListSchedulesResponse.Parser, engine.Schedules.List);

    private static void AddActivities(RpcServiceBuilder service, Engine engine) => service
        .Add(
            "RecordActivityTaskHeartbeat",
            RecordActivityTaskHeartbeatRequest.Parser,
            RecordActivityTaskHeartbeatResponse.Parser,
            engine.Activities.Heartbeat)
        .Add(
            "RespondActivityTaskCompleted",
            RespondActivityTaskCompletedRequest.Parser,
            RespondActivityTaskCompletedResponse.Parser,
            engine.Activities.Complete)
        .Add(
            "RespondActivityTaskFailed",
            RespondActivityTaskFailedRequest.Parser,
            RespondActivityTaskFailedResponse.Parser,
            engine.Activities.Fail)
        .Add(
            "RespondActivityTaskCanceled",
            RespondActivityTaskCanceledRequest.Parser,
            RespondActivityTaskCanceledResponse.Parser,
            engine.Activities.Cancel);
}
