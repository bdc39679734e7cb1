using System.Globalization;
using MusicSync.Worker.Api.Orders;
using MusicSync.Worker.Orders;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Syncs.Mirrors;

namespace MusicSync.Worker.Pages.Views;

/// <summary>What a playlist follows.</summary>
/// <param name="Id">The order's id.</param>
/// <param name="Name">The playlist that follows.</param>
/// <param name="Url">Its link, or null.</param>
/// <param name="Verb">How it is followed.</param>
/// <param name="Source">What is followed, in words.</param>
/// <param name="SourceUrl">Its link, or null.</param>
/// <param name="Times">When it is looked at, in words.</param>
/// <param name="IsPaused">Whether it rests.</param>
/// <param name="IsMoving">Whether something is going on, so that the page soon says something else.</param>
/// <param name="Waiting">What the look that is on waits for, or null.</param>
/// <param name="Question">What a mirror asks before it takes most of its tracks out, or null.</param>
/// <param name="Next">When it is looked at next, or null.</param>
/// <param name="Runs">The last runs, newest first.</param>
/// <param name="Chart">The same as a picture.</param>
public sealed record OrderView(
    string Id,
    string Name,
    string? Url,
    string Verb,
    string Source,
    string? SourceUrl,
    string Times,
    bool IsPaused,
    bool IsMoving,
    string? Waiting,
    string? Question,
    DateTimeOffset? Next,
    IReadOnlyList<RunLine> Runs,
    RunChart Chart)
{
    /// <summary>What the last run found; what is going on, where that is the first one.</summary>
    public string Last => Waiting ?? (Runs is [var newest, ..] ? newest.Text : IsMoving ? "looking for the first time" : "not looked at yet");

    /// <summary>Whether the last run could not do what it should, or the one that is on cannot yet.</summary>
    public bool IsInTrouble => Waiting is not null || Runs is [{ IsProblem: true }, ..];

    internal static OrderView Of(OrderDocument order) => new(
        order.Id,
        order.Playlist.Name ?? "A playlist",
        order.Playlist.Url,
        order.Mode is OrderMode.Mirror ? "Mirrors" : "Adds from",
        OrderWords.Source(order.Source),
        // Of what somebody wrote only web addresses become links.
        order.Source switch
        {
            { Url: { } url } => url,
            { Playlist: { } id } => $"https://open.spotify.com/playlist/{id}",
            _ => null,
        },
        OrderWords.Times(order.Every, order.Cron, order.TimeZone),
        order.Paused,
        order.Running || order.Runs is [{ SyncId: not null, Sync: null }, ..],
        order.Waiting?.Message,
        OrderWords.Question(order.Confirm),
        order.NextRun,
        [.. order.Runs.Select(run => new RunLine(run.At, OrderWords.Run(run), run.SyncId, OrderWords.IsFailed(run)))],
        RunChart.Of(order.Runs));
}

/// <summary>A run of an order.</summary>
/// <param name="At">When it was due.</param>
/// <param name="Text">What it did.</param>
/// <param name="SyncId">The list it started, or null.</param>
/// <param name="IsProblem">Whether it could not do what it should.</param>
public sealed record RunLine(DateTimeOffset At, string Text, string? SyncId, bool IsProblem);

/// <summary>Songs added and taken out a run, oldest first, as a small chart.</summary>
/// <param name="Text">The same in words.</param>
/// <param name="Bars">One a run.</param>
public sealed record RunChart(string Text, IReadOnlyList<RunBar> Bars)
{
    internal const int Height = 24;

    private const int Pitch = 8;
    private const int Least = 4;
    private const int Tick = 2;

    /// <summary>Width of the picture.</summary>
    public int Width => Bars.Select(bar => bar.X).DefaultIfEmpty().Max() + Pitch;

    internal static RunChart Of(IReadOnlyList<OrderRun> runs)
    {
        List<OrderRun> shown = [.. runs.Take(OrderState.MaxRuns).Reverse()];
        var most = shown.Select(run => Added(run) + Removed(run)).DefaultIfEmpty().Max();
        var failed = shown.Count(OrderWords.IsFailed);
        return new RunChart(
            shown.Count == 0 ? "No run yet"
            : $"{Counted.Of(shown.Count, "run", "runs")}: {Counted.Songs(shown.Sum(Added))} added{Out(shown.Sum(Removed))}{(failed == 0 ? "" : $", {Counted.Number(failed)} failed")}",
            [.. shown.SelectMany((run, place) => BarsOf(run, place * Pitch, most))]);
    }

    // What was added stands below, what was taken out on top of it.
    private static IEnumerable<RunBar> BarsOf(OrderRun run, int x, int most)
    {
        var (added, removed) = (Share(Added(run), most), Share(Removed(run), most));
        if (OrderWords.IsFailed(run))
        {
            yield return Bar(Outcome.Rejected.Key, x, Height, Height / 3);
        }
        else if (added + removed == 0)
        {
            yield return Bar(Outcome.Missing.Key, x, Height, Tick);
        }

        if (added > 0)
        {
            yield return Bar(Outcome.Accepted.Key, x, Height, added);
        }

        if (removed > 0)
        {
            yield return Bar(Outcome.Review.Key, x, Height - added, removed);
        }
    }

    private static RunBar Bar(string key, int x, int bottom, int height) => new(key, x, bottom - height, Pitch - 2, height);

    private static int Share(int songs, int most) => songs == 0 ? 0 : Math.Max(Least, Height * songs / most);

    private static string Out(int removed) => removed == 0 ? "" : $", {Counted.Number(removed)} taken out";

    private static int Added(OrderRun run) => run.Sync?.Added ?? 0;

    private static int Removed(OrderRun run) => run.Sync?.Removed ?? 0;
}

/// <summary>One bar of the chart.</summary>
/// <param name="Key">Its colour.</param>
/// <param name="X">From the left.</param>
/// <param name="Y">From the top.</param>
/// <param name="Width">Its width.</param>
/// <param name="Height">Its height.</param>
public sealed record RunBar(string Key, int X, int Y, int Width, int Height);

/// <summary>What an order does, in words. Pure.</summary>
internal static class OrderWords
{
    public static string Source(OrderedSource source) => source switch
    {
        { Url: { } url } when Uri.TryCreate(url, UriKind.Absolute, out var address) =>
            Uri.UnescapeDataString(address.Authority + address.AbsolutePath.TrimEnd('/')),
        { Playlist: not null } => "a Spotify playlist",
        _ => $"a list of {Counted.Songs(source.Songs ?? 0)}",
    };

    public static string Times(string? every, string? cron, string? timeZone) => every is null
        ? $"at “{cron}” ({timeZone ?? "UTC"})"
        : OrderTimesReader.SpanOf(every) switch
        {
            { TotalDays: 1 } => "every day",
            { TotalDays: 7 } => "every week",
            { TotalHours: 1 } => "every hour",
            { Ticks: var ticks } span when ticks % TimeSpan.TicksPerDay == 0 => $"every {Whole(span.TotalDays)} days",
            { Ticks: var ticks } span when ticks % TimeSpan.TicksPerHour == 0 => $"every {Whole(span.TotalHours)} hours",
            var span => $"every {Whole(span.TotalMinutes)} minutes",
        };

    public static string Run(OrderRun run) => run.Outcome switch
    {
        RunOutcome.Unchanged => "nothing new",
        RunOutcome.Empty => "no song there",
        RunOutcome.Skipped => "left out: the list before is not done yet",
        RunOutcome.Failed => run.Detail ?? "it could not be read",
        _ => Sync(run.Sync),
    };

    public static bool IsFailed(OrderRun run) => run.Outcome is RunOutcome.Failed || run.Sync is { State: SyncState.Failed };

    private static string Sync(OrderedSync? sync) => sync switch
    {
        null => "adding songs",
        { State: SyncState.Failed } => "stopped by an error",
        { State: SyncState.Cancelled } => "cancelled",
        { Added: null } => "done",
        { Confirm: not null } => "asked before taking out most songs",
        { Review: > 0 and var open } => $"{Added(sync)} · {Counted.Of(open, "needs you", "need you")}",
        _ => Added(sync),
    };

    /// <summary>What a mirror asks; null where it asks nothing.</summary>
    public static string? Question(MirrorQuestion? question) => question is null
        ? null
        : $"{Counted.Number(question.Lost)} of {Counted.Songs(question.Own)} are gone from the list. Nothing was taken out yet, in case the list is broken.";

    private static string Added(OrderedSync sync)
    {
        var added = sync.Added is > 0 and var count ? $"{Counted.Songs(count)} added" : null;
        var removed = sync.Removed is > 0 and var gone ? $"{Counted.Number(gone)} taken out" : null;
        return added is null && removed is null ? "all were in" : string.Join(", ", new[] { added, removed }.OfType<string>());
    }

    private static string Whole(double count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
