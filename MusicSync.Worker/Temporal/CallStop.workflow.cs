using Temporalio.Exceptions;

namespace MusicSync.Worker.Temporal;

/// <summary>A failure that outlives the activity that met it.</summary>
/// <param name="Kind">One of <see cref="ActivityFailureTypes"/>.</param>
/// <param name="Message">What happened and what to do.</param>
/// <param name="ResumeAt">
/// When it is worth trying again. For a stop that somebody has to end it only says how long an answer is not asked for
/// anew; null then means at once.
/// </param>
/// <param name="RequiredScope">The permission that is missing, if it is one.</param>
public sealed record CallStop(string Kind, string Message, DateTimeOffset? ResumeAt = null, string? RequiredScope = null)
{
    /// <summary>The stop that ended an activity or update, or null when it ended for another reason.</summary>
    /// <param name="failure">What the caller caught.</param>
    /// <returns>The stop.</returns>
    public static CallStop? In(Exception? failure) => failure switch
    {
        ApplicationFailureException { Details.Count: 1, ErrorType: { } type } application when ActivityFailureTypes.Stops.Contains(type) =>
            application.Details.ElementAt<CallStop>(0),
        FailureException { InnerException: { } inner } => In(inner),
        _ => null,
    };

    /// <summary>Takes a step, and takes it again after each stop that it meets.</summary>
    /// <typeparam name="T">What the step gives.</typeparam>
    /// <param name="step">The step, an activity.</param>
    /// <param name="wait">Waits a stop out.</param>
    /// <returns>What the step gives in the end.</returns>
    internal static async Task<T> ThroughAsync<T>(Func<Task<T>> step, Func<CallStop, Task> wait)
    {
        while (true)
        {
            CallStop stop;
            try
            {
                return await step();
            }
            catch (ActivityFailureException failure) when (In(failure) is { } met)
            {
                stop = met;
            }

            await wait(stop);
        }
    }

    /// <summary>The failure of an activity that has nothing to hand back but the stop.</summary>
    /// <returns>A failure that Temporal does not repeat: the workflow waits and does.</returns>
    public ApplicationFailureException ToFailure() => new(Message, Kind, nonRetryable: true, details: [this]);
}
