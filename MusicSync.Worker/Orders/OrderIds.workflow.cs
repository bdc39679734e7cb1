using System.Globalization;

namespace MusicSync.Worker.Orders;

/// <summary>
/// Names of an order's schedule, of its runs and of their syncs. Temporal names a run after its schedule's action and the time it
/// was due; a sync is named after both, so that a run that is repeated joins its sync. Pure.
/// </summary>
internal static class OrderIds
{
    /// <summary>Most characters of an order's id: with it, a sync's id has at most 64.</summary>
    public const int MaxLength = 40;

    private const string Prefix = "order/";
    private const string InRunIds = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private const string InSyncIds = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>The id of an order's schedule, and of its action.</summary>
    public static string ToSchedule(string orderId) => Prefix + orderId;

    /// <summary>The order that a schedule is of; null for somebody else's schedule.</summary>
    public static string? FromSchedule(string scheduleId) =>
        scheduleId.StartsWith(Prefix, StringComparison.Ordinal) ? scheduleId[Prefix.Length..] : null;

    /// <summary>When a run was due: <c>order/charts-2026-11-27T04:00:00Z</c>; null for a workflow that no schedule has started.</summary>
    public static DateTimeOffset? DueAt(string orderId, string workflowId) =>
        workflowId.StartsWith($"{Prefix}{orderId}-", StringComparison.Ordinal)
        && DateTimeOffset.TryParseExact(
            workflowId[(Prefix.Length + orderId.Length + 1)..], InRunIds, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var due)
            ? due
            : null;

    /// <summary>The id of the sync of a run.</summary>
    public static string ToSync(string orderId, DateTimeOffset due) =>
        $"{Prefix}{orderId}/{due.UtcDateTime.ToString(InSyncIds, CultureInfo.InvariantCulture)}";
}
