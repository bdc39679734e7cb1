using Temporalio.Exceptions;

namespace MusicSync.Worker.Syncs;

/// <summary>Says in the status why a sync failed. Pure.</summary>
internal static class SyncErrors
{
    public static SyncError From(ActivityFailureException failure) => failure.InnerException switch
    {
        ApplicationFailureException application => new SyncError(
            "The sync failed", application.Message, application.ErrorType ?? nameof(ApplicationFailureException)),
        TimeoutFailureException timeout => new SyncError(
            "The sync failed", "A step took too long; send the list again, songs already added are not added twice.",
            timeout.TimeoutType.ToString()),
        var other => new SyncError("The sync failed", (other ?? failure).Message, (other ?? failure).GetType().Name),
    };
}
