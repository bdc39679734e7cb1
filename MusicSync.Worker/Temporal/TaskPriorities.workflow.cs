using Temporalio.Common;

namespace MusicSync.Worker.Temporal;

/// <summary>
/// Temporal's task priorities (1 first, 5 last): when worker slots are short, work that somebody waits for goes first. The
/// MCP host does the same with Spotify's quota.
/// </summary>
internal static class TaskPriorities
{
    /// <summary>Somebody waits for it, or it is a step of a few milliseconds that others wait for.</summary>
    public static readonly Priority First = new(priorityKey: 1);

    private static readonly Priority Usual = new(priorityKey: 3);

    public static Priority Of(bool interactive) => interactive ? First : Usual;
}
