namespace MusicSync.SpotifySimulator.Faults;

/// <summary>How a playlist read is bent; the read endpoints look it up among the call's features.</summary>
internal sealed record ReadFaults(TimeSpan Lag, bool Relink, bool NullItem, bool LocalItem)
{
    public static readonly ReadFaults None = new(TimeSpan.Zero, false, false, false);

    public static ReadFaults Of(HttpContext context) => context.Features.Get<ReadFaults>() ?? None;

    public static ReadFaults Among(IReadOnlyList<FaultRule> fired) => new(
        fired.Where(rule => rule.Kind == FaultKind.ReadLag).Select(rule => rule.Duration).DefaultIfEmpty().Max(),
        fired.Any(rule => rule.Kind == FaultKind.Relink),
        fired.Any(rule => rule.Kind == FaultKind.NullItem),
        fired.Any(rule => rule.Kind == FaultKind.LocalItem));
}
