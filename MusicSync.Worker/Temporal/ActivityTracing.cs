using System.Diagnostics;
using Temporalio.Activities;
using Temporalio.Exceptions;
using Temporalio.Worker.Interceptors;

namespace MusicSync.Worker.Temporal;

/// <summary>A span around each activity attempt, under the workflow that scheduled it.</summary>
internal sealed class ActivityTracing(ActivityInboundInterceptor next) : ActivityInboundInterceptor(next)
{
    public override async Task<object?> ExecuteActivityAsync(ExecuteActivityInput input)
    {
        var info = ActivityExecutionContext.Current.Info;
        using var span = TracingInterceptor.Source.StartActivity(
            $"RunActivity:{info.ActivityType}", ActivityKind.Server, TraceHeader.Read(input.Headers) ?? default);
        span?.SetTag("temporalWorkflowID", info.WorkflowId);
        span?.SetTag("temporalRunID", info.WorkflowRunId);
        span?.SetTag("temporalActivityID", info.ActivityId);
        span?.SetTag("temporalActivityAttempt", info.Attempt);
        try
        {
            return await base.ExecuteActivityAsync(input);
        }
        catch (Exception exception)
        {
            // A benign failure is a pause, not an error: a trace full of red pauses hides the real ones.
            if (exception is not ApplicationFailureException { Category: Temporalio.Api.Enums.V1.ApplicationErrorCategory.Benign })
            {
                span?.SetStatus(ActivityStatusCode.Error, exception.Message);
            }

            throw;
        }
    }
}
