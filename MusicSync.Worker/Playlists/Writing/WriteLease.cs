using MusicSync.Worker.Temporal;
using Temporalio.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Exceptions;

namespace MusicSync.Worker.Playlists.Writing;

/// <summary>
/// The right to write. Before each write one heartbeat goes straight to Temporal with the intent; as long as the heartbeat
/// timeout from its sending has not passed, Temporal starts no other attempt.
/// </summary>
internal sealed class WriteLease(ActivityExecutionContext activity, WriteTiming timing, TimeProvider time)
{
    // No event tells of a new sign-in.
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(1);

    private volatile object? _details;
    private volatile bool _beating;

    /// <summary>Whether Temporal has said that the activity is to end.</summary>
    public bool IsCanceled { get; private set; }

    /// <summary>The newest details.</summary>
    public object? Details => _details;

    /// <summary>What the next heartbeat carries: exactly the newest details, or it would overwrite the intent.</summary>
    public object? NextBeat()
    {
        _beating = true;
        return _details;
    }

    /// <summary>Refuses an attempt that Temporal has given up already: a frozen process thaws into it.</summary>
    public void RefuseIfOverdue()
    {
        if (time.GetUtcNow() - activity.Info.StartedTime > timing.HeartbeatTimeout)
        {
            throw Fenced("This attempt started too long ago; a newer one may be writing.");
        }
    }

    /// <summary>
    /// The failure of an attempt that may not write and has nothing to report; repeated with pauses, since what took the right
    /// away (a slow Temporal, a clock that is off) does not end at once.
    /// </summary>
    public static ApplicationFailureException Fenced(string message) =>
        new(message, ActivityFailureTypes.McpFenced, category: ApplicationErrorCategory.Benign);

    /// <summary>The failure of a step that has begun and is to be finished by itself, once what stops it is over.</summary>
    public static ApplicationFailureException HeldBack(CallStop stop, DateTimeOffset now) =>
        new(stop.Message, stop.Kind, nextRetryDelay: stop.ResumeAt - now ?? LookAgain, category: ApplicationErrorCategory.Benign);

    /// <summary>What an attempt before recorded, or null.</summary>
    public static Task<WriteJournal?> JournalAsync(ActivityExecutionContext activity) => JournalAsync<WriteJournal>(activity);

    /// <summary>The same for another kind of write.</summary>
    public static async Task<TJournal?> JournalAsync<TJournal>(ActivityExecutionContext activity)
        where TJournal : class =>
        activity.Info.HeartbeatDetails.Count > 0 ? await activity.Info.HeartbeatDetailAtAsync<TJournal>(0) : null;

    /// <summary>Replaces the details that the next heartbeat carries.</summary>
    public void Record(object details) => _details = details;

    /// <summary>
    /// Takes an intent back that was refused unsent: if this attempt fails now, its failure carries these details, and the
    /// next attempt does not wait for a write that never was.
    /// </summary>
    public void TakeBack(object details)
    {
        _details = details;
        activity.Heartbeat(NextBeat());
    }

    /// <summary>Records an intent at Temporal and takes the lease.</summary>
    /// <param name="intent">What is about to be sent.</param>
    /// <returns>Whether the write may be sent; if not, nothing was sent and nothing may be.</returns>
    public async Task<bool> TryTakeAsync(object intent)
    {
        var before = _details;
        _details = intent;
        if (_beating)
        {
            // Older details may wait in the SDK for their turn; sent after the intent, they would overwrite it.
            activity.Heartbeat(intent);
        }

        var answer = await ConfirmedHeartbeat.SendAsync(activity, intent);
        if (answer == HeartbeatAnswer.Taken)
        {
            return true;
        }

        IsCanceled = answer == HeartbeatAnswer.Canceled;
        _details = before;
        return false;
    }
}
