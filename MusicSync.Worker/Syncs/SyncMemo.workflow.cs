using MusicSync.Worker.Playlists;
using Temporalio.Workflows;

namespace MusicSync.Worker.Syncs;

/// <summary>What the list of syncs shows without asking each workflow.</summary>
internal static class SyncMemo
{
    /// <summary>SHA-256 of the request, to tell a repeated request from another one with the same id.</summary>
    public const string ContentHash = "contentHash";

    /// <summary>The playlist as far as known.</summary>
    public const string Playlist = "playlist";

    /// <summary>Counts of rows.</summary>
    public const string Songs = "songs";

    /// <summary>When the sync was accepted; absent while its first run lasts, which started then.</summary>
    public const string StartedAt = "startedAt";

    /// <summary>Whether it only plans and writes nothing; absent where it does not.</summary>
    public const string DryRun = "dryRun";

    /// <summary>The final state; absent while running, and in a small sync that completed.</summary>
    public const string State = "state";

    /// <summary>Final outcome counts.</summary>
    public const string Outcomes = "outcomes";

    /// <summary>Final change counts.</summary>
    public const string Changes = "changes";

    /// <summary>The final status document, whose size no list changes; absent while running and in syncs of before.</summary>
    public const string Status = "status";

    private const int MaxRowsWithoutMemo = 10;

    public static IReadOnlyDictionary<string, object> OfStarted(SyncRequest request, string contentHash)
    {
        var memo = new Dictionary<string, object>
        {
            [ContentHash] = contentHash,
            [Playlist] = request.Checked ?? new PlaylistRef(request.Target.Id, request.Target.Name, Url: null),
            [Songs] = new SongCounts(request.Songs.Count + request.Rejected.Count, request.Rejected.Count, Matched: 0),
        };
        if (request.Options.DryRun)
        {
            memo[DryRun] = true;
        }

        return memo;
    }

    public static MemoUpdate[] OfNextRun(SyncCarried carried) => [MemoUpdate.ValueSet(StartedAt, carried.StartedAt)];

    /// <summary>All of the memo: by itself the next run takes over only what the first one was started with.</summary>
    public static IReadOnlyDictionary<string, object> Whole() =>
        Workflow.Memo.ToDictionary(entry => entry.Key, entry => (object)entry.Value);

    /// <summary>
    /// Whether a sync that completed is so small that its result is read as quickly as a memo, which would be one action more.
    /// </summary>
    public static bool IsSpared(SyncStatus status) => status.State == SyncState.Completed && status.Songs.Total <= MaxRowsWithoutMemo;

    public static MemoUpdate[] OfEnded(SyncStatus status) =>
    [
        MemoUpdate.ValueSet(State, status.State),
        MemoUpdate.ValueSet(Playlist, status.Playlist),
        MemoUpdate.ValueSet(Songs, status.Songs),
        MemoUpdate.ValueSet(Outcomes, status.Outcomes),
        MemoUpdate.ValueSet(Changes, status.Changes),
        MemoUpdate.ValueSet(Status, status),
    ];
}
