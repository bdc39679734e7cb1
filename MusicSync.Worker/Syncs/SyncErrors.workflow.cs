using Temporalio.Exceptions;

namespace MusicSync.Worker.Syncs;

/// <summary>Says in the status why a sync failed. Pure.</summary>
internal static class SyncErrors
{
    public static SyncError From(FailureException failure) => (failure as ActivityFailureException)?.InnerException switch
    {
        null => Of(failure),
        TimeoutFailureException timeout => new SyncError(
            "The sync failed",
            "A step took too long; send the list again, songs already added are not added twice.",
            $"{timeout.TimeoutType}Timeout"),
        var inner => Of(inner),
    };

    private static SyncError Of(Exception failure) => new(
        "The sync failed", failure.Message, (failure as ApplicationFailureException)?.ErrorType ?? failure.GetType().Name);
}
