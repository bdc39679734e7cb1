using MusicSync.Worker.Syncs;
using MusicSync.Worker.Syncs.Edits;

namespace MusicSync.Worker.Pages.Views;

/// <summary>Which rows are asked for.</summary>
/// <param name="Show">Key of an outcome; null for all.</param>
/// <param name="Find">Text that title, artists or album hold; null for all.</param>
/// <param name="Page">Page, from 1.</param>
public sealed record RowsQuery(string? Show, string? Find, int Page)
{
    internal static RowsQuery Of(string? show, string? find, int? page) => new(
        Outcome.All.Any(outcome => outcome.Key == show) ? show : null,
        find?.Trim() is { Length: > 0 } text ? text : null,
        Math.Max(1, page ?? 1));

    /// <summary>The query string that leads here, with something changed.</summary>
    /// <param name="page">The page.</param>
    public string At(int page) => QueryString.Create(
        new Dictionary<string, string?> { ["show"] = Show, ["find"] = Find, ["page"] = page > 1 ? $"{page}" : null }
            .Where(pair => pair.Value is not null)).ToString();
}

/// <summary>How many rows an outcome has.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Count">Rows.</param>
public sealed record OutcomeCount(Outcome Outcome, int Count);

/// <summary>A page of rows.</summary>
/// <param name="Query">What was asked for; its page is one that exists.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Counts">Outcomes that have rows.</param>
/// <param name="All">Rows of the sync.</param>
/// <param name="Found">Rows that the query finds.</param>
/// <param name="Pages">Pages it fills.</param>
public sealed record RowsView(
    RowsQuery Query, IReadOnlyList<RowView> Rows, IReadOnlyList<OutcomeCount> Counts, int All, int Found, int Pages)
{
    internal const int PageSize = 100;

    /// <summary>Number of the first row shown, from 1.</summary>
    public int First => ((Query.Page - 1) * PageSize) + 1;

    /// <summary>Whether there is room for pictures.</summary>
    public bool HasCovers => Rows.Any(row => row.Cover is not null);

    internal static RowsView Of(IReadOnlyList<ReportRow> rows, RowsQuery query)
    {
        var counts = rows.CountBy(row => Outcome.Of(row.Outcome)).ToDictionary();
        var found = rows.Where(row => query.Show is null || Outcome.Of(row.Outcome).Key == query.Show)
            .Where(row => query.Find is null || Holds(row, query.Find)).ToList();
        var pages = Math.Max(1, (found.Count + PageSize - 1) / PageSize);
        var page = Math.Min(query.Page, pages);
        return new RowsView(
            query with { Page = page },
            [.. found.Skip((page - 1) * PageSize).Take(PageSize).Select(RowView.Of)],
            [.. Outcome.All.Where(counts.ContainsKey).Select(outcome => new OutcomeCount(outcome, counts[outcome]))],
            rows.Count,
            found.Count,
            pages);
    }

    private static bool Holds(ReportRow row, string text) =>
        new[] { row.Input.Title, row.Input.Artist, row.Input.Album, row.Input.Text, row.TrackTitle, row.TrackAlbum }
            .Concat(row.TrackArtists ?? [])
            .Any(field => field?.Contains(text, StringComparison.CurrentCultureIgnoreCase) is true);
}

/// <summary>A row.</summary>
/// <param name="Line">Where it stands in the list.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Title">Title at Spotify or, without a track, as written.</param>
/// <param name="Artists">Artists, likewise.</param>
/// <param name="Album">Album, or null.</param>
/// <param name="Length">Length as a player shows it, or null.</param>
/// <param name="Asked">The row as written, where Spotify writes it differently; else null.</param>
/// <param name="Result">What happened in the playlist, or null.</param>
/// <param name="Reason">Why, in a few words; null when there is nothing to say.</param>
/// <param name="Details">All of the reasons.</param>
/// <param name="Url">The track at Spotify, or null.</param>
/// <param name="Cover">Its album's picture at Spotify, or null.</param>
/// <param name="Choose">What choosing for it is called; null where there is nothing to choose.</param>
public sealed record RowView(
    int Line,
    Outcome Outcome,
    string Title,
    string Artists,
    string? Album,
    string? Length,
    string? Asked,
    string? Result,
    string? Reason,
    IReadOnlyList<string> Details,
    string? Url,
    string? Cover,
    string? Choose)
{
    internal static RowView Of(ReportRow row)
    {
        var outcome = Outcome.Of(row.Outcome);
        var (title, artists) = row.TrackTitle is { Length: > 0 } found
            ? (found, string.Join(", ", row.TrackArtists ?? []))
            : (Written(row), row.Input.Artist ?? "");
        return new RowView(
            row.Line,
            outcome,
            title,
            artists,
            row.TrackAlbum ?? row.Input.Album,
            TimeWords.Track(row.TrackDurationMs ?? row.Input.DurationMs),
            AskedFor(row, title, artists),
            row switch
            {
                { Choice: ChoiceState.Pending } => "on its way",
                { Choice: ChoiceState.Failed } => "could not be done",
                { Choice: not null, TrackUri: null } => "left out",
                _ => ResultOf(row.Result),
            },
            (outcome == Outcome.Accepted && row.Choice is null) || row.Reasons.Count == 0 ? null : row.Reasons[0],
            row.Reasons,
            SpotifyLinks.Track(row.TrackUri),
            SpotifyLinks.Cover(row.TrackCoverUrl),
            row switch
            {
                { Choice: not null } => "change",
                { Outcome: RowOutcome.Review } => "decide",
                { Outcome: RowOutcome.Missing, TrackUri: null } => "search again",
                _ => null,
            });
    }

    internal static string Written(ReportRow row) => row.Input switch
    {
        { Title: { Length: > 0 } title } => title,
        { Text: { Length: > 0 } text } => text,
        var input => input.Uri ?? $"Row {row.Line}",
    };

    private static string? AskedFor(ReportRow row, string title, string artists) =>
        row.Input is { Title: { Length: > 0 } asked, Artist: var by }
        && (!asked.Equals(title, StringComparison.OrdinalIgnoreCase) || by?.Equals(artists, StringComparison.OrdinalIgnoreCase) is false)
            ? $"{asked}, {by}"
            : null;

    private static string? ResultOf(RowResult result) => result switch
    {
        RowResult.Added => "added",
        RowResult.AlreadyPresent => "was there",
        RowResult.DoubledElsewhere => "somebody else added it too",
        RowResult.InDoubt => "perhaps added",
        RowResult.TakenOut => "taken out",
        _ => null,
    };
}

/// <summary>Addresses at Spotify that pages may name. Pure.</summary>
internal static class SpotifyLinks
{
    // The only places that the pages' policy lets pictures come from.
    private static readonly string[] ImageHosts = ["https://i.scdn.co/", "https://mosaic.scdn.co/"];

    private const string TrackUri = "spotify:track:";
    private const string TrackUrl = "https://open.spotify.com/track/";

    public static string? Track(string? uri) =>
        uri?.StartsWith(TrackUri, StringComparison.Ordinal) is true ? TrackUrl + uri[TrackUri.Length..] : null;

    public static string? Cover(string? url) => ImageHosts.Any(host => url?.StartsWith(host, StringComparison.Ordinal) is true) ? url : null;
}
