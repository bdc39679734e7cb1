namespace MusicSync.Worker.Temporal;

/// <summary>The id of a sync and of its workflow.</summary>
internal static class SyncIds
{
    private const string Prefix = "sync/";

    public static string ToWorkflow(string syncId) => Prefix + syncId;

    /// <summary>The sync's id; another workflow's id as it is.</summary>
    public static string FromWorkflow(string workflowId) =>
        workflowId.StartsWith(Prefix, StringComparison.Ordinal) ? workflowId[Prefix.Length..] : workflowId;
}
