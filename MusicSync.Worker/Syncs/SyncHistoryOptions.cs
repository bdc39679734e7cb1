using System.ComponentModel.DataAnnotations;

namespace MusicSync.Worker.Syncs;

/// <summary>Settings <c>Syncs</c>: how long the history of a sync's run may become.</summary>
internal sealed class SyncHistoryOptions
{
    public const string SectionName = "Syncs";

    /// <summary>
    /// Events after which the next wait ends in a new run; default null, when Temporal suggests it (4,096 events or 4 MB). Small
    /// numbers are for tests.
    /// </summary>
    [Range(1, 40_000)]
    public int? MostEvents { get; init; }
}
