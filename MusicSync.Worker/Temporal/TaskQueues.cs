namespace MusicSync.Worker.Temporal;

/// <summary>Task queues of the worker; part of the wire contract with running workflows.</summary>
public static class TaskQueues
{
    /// <summary>Workflows and activities of syncs and playlists.</summary>
    public const string Sync = "music-sync";
}
