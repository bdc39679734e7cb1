using MusicSync.Worker.Temporal;
using Temporalio.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Exceptions;

namespace MusicSync.Worker.Agents.Models;

/// <summary>Asks a model once. Temporal repeats; neither the client nor its transport does.</summary>
internal sealed class ModelActivities(AgentModels models, PauseThresholds pauses, TimeProvider time)
{
    /// <summary>Asks the model and heartbeats from the start: a slow first word is no dead worker.</summary>
    [Activity("agent.model")]
    public async Task<ModelAnswer> AskAsync(ModelQuestion question)
    {
        var activity = ActivityExecutionContext.Current;
        activity.Heartbeat();
        await using var scope = ActivityScope.Start(activity);
        if (models.Find(question.Model) is not { } model)
        {
            throw new CallStop(
                ActivityFailureTypes.AgentModelRefused,
                $"No model named '{question.Model}' is configured at this worker: set Agents__Models__{question.Model}__Name.").ToFailure();
        }

        try
        {
            var response = await model.GetResponseAsync(ModelMessages.Write(question), ModelMessages.Options(question), scope.Token);
            return ModelMessages.Read(response, question.Step);
        }
        catch (OperationCanceledException) when (scope.Token.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception) when (ModelErrors.Of(exception, time.GetUtcNow()) is { } failure)
        {
            // Without its cause, whose text is the provider's.
            throw ToFailure(failure);
        }
    }

    private ApplicationFailureException ToFailure(ModelFailure failure) => failure switch
    {
        { Kind: ModelFailureKind.Refused } => new CallStop(ActivityFailureTypes.AgentModelRefused, failure.Message).ToFailure(),
        { Kind: ModelFailureKind.RateLimited, RetryAfter: { } wait } when wait > pauses.InRetry =>
            new CallStop(ActivityFailureTypes.ModelRateLimited, failure.Message, time.GetUtcNow() + wait).ToFailure(),
        { Kind: ModelFailureKind.RateLimited } => Repeated(failure, ActivityFailureTypes.ModelRateLimited),
        { Kind: ModelFailureKind.Unavailable } => Repeated(failure, ActivityFailureTypes.ModelUnavailable),
        { Kind: ModelFailureKind.TooLong } => new(failure.Message, ActivityFailureTypes.ModelContextTooLong, nonRetryable: true),
        _ => new(failure.Message, ActivityFailureTypes.ModelRejected, nonRetryable: true),
    };

    /// <summary>Benign: a pause is no failure.</summary>
    private static ApplicationFailureException Repeated(ModelFailure failure, string type) =>
        new(failure.Message, type, nextRetryDelay: failure.RetryAfter, category: ApplicationErrorCategory.Benign);
}
