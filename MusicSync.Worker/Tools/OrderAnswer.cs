using System.ComponentModel;
using System.Globalization;
using MusicSync.Worker.Api.Orders;
using MusicSync.Worker.Orders;
using MusicSync.Worker.Syncs;

namespace MusicSync.Worker.Tools;

/// <summary>A standing order as a model is told of it, with its newest runs only: a model pays for each word.</summary>
internal sealed record OrderAnswer(
    [property: Description("Id of the order.")] string Id,
    [property: Description("How it stands, in sentences, with what to do next.")] string Summary,
    [property: Description("What is followed.")] SourceAnswered Source,
    [property: Description("What follows: add or mirror.")] OrderMode Mode,
    [property: Description("Whether it rests until pause_order lets it go on.")] bool Paused,
    [property: Description("Whether it looks at its source just now.")] bool Running,
    DateTimeOffset CreatedAt,
    [property: Description("Its last looks, newest first; at most 5.")] IReadOnlyList<OrderRun> Runs,
    [property: Description("The playlist that follows.")] PlaylistAnswer? Playlist = null,
    [property: Description("How often it looks, ISO 8601.")] string? Every = null,
    [property: Description("When it looks.")] string? Cron = null,
    string? TimeZone = null,
    [property: Description("When it looks next; left out while it rests.")] DateTimeOffset? NextRun = null,
    [property: Description("What the look that is on waits for.")] WaitingAnswer? Waiting = null)
{
    private const int Told = 5;

    public static OrderAnswer Of(OrderDocument order) => new(
        order.Id,
        OrderSentences.Of(order),
        new SourceAnswered(order.Source.Url, order.Source.Playlist, order.Source.Songs),
        order.Mode,
        order.Paused,
        order.Running,
        order.CreatedAt,
        [.. order.Runs.Take(Told)],
        PlaylistAnswer.Of(order.Playlist),
        order.Every,
        order.Cron,
        order.TimeZone,
        order.NextRun,
        WaitingAnswer.Of(order.Waiting));
}

/// <summary>What an order follows: one of the three.</summary>
internal sealed record SourceAnswered(
    [property: Description("Address of a list.")] string? Url = null,
    [property: Description("Id of a Spotify playlist.")] string? Playlist = null,
    [property: Description("Songs of a list that was given once.")] int? Songs = null);

/// <summary>How an order stands, in sentences for a model that has to tell somebody and to go on. Pure.</summary>
internal static class OrderSentences
{
    public static string Of(OrderDocument order) => string.Join(' ', Parts(order));

    private static IEnumerable<string> Parts(OrderDocument order)
    {
        yield return order.Paused ? "It rests; pause_order with paused false lets it go on."
            : order.NextRun is { } next ? $"It looks next at {next.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC."
            : "It looks no more by itself: its times have no next one.";
        if (order.Running)
        {
            yield return "It is looking at its source just now; list_orders tells what came of it.";
        }

        if (order.Waiting is { } waiting)
        {
            yield return $"It waits: {waiting.Message}{(waiting.Link is { } page ? $" {page.AbsoluteUri}" : "")}";
        }

        if (order.Confirm is { } question)
        {
            yield return $"It asks: {question.Message} Only the user may say so, on the page /followed/{order.Id} or by POST /orders/{order.Id}/confirm.";
        }

        if (order.Runs is [var last, ..])
        {
            yield return $"The last look: {Run(last)}";
        }
        else if (!order.Running)
        {
            yield return "No look of it has ended yet.";
        }
    }

    private static string Run(OrderRun run) => run switch
    {
        { Outcome: RunOutcome.Unchanged } => "the source was as before.",
        { Outcome: RunOutcome.Started, Sync: { } sync } => Ended(run.SyncId!, sync),
        { Outcome: RunOutcome.Started } => $"sync {run.SyncId} was started; get_sync tells how far it is.",
        { Detail: { } detail } => detail,
        _ => "nothing was done.",
    };

    private static string Ended(string id, OrderedSync sync) => sync switch
    {
        { State: SyncState.Failed } => $"sync {id} failed; get_sync tells why. The next look does it again.",
        { State: SyncState.Cancelled } => $"sync {id} was cancelled.",
        { Added: null } => $"sync {id} is done.",
        { Review: > 0 } => string.Create(
            CultureInfo.InvariantCulture,
            $"{sync.Added} added; {sync.Review} to be decided: get_report of {id} with outcomes [\"review\"] has the candidates; let the user choose, then call choose_track."),
        { Removed: > 0 } => string.Create(CultureInfo.InvariantCulture, $"{sync.Added} added, {sync.Removed} taken out."),
        _ => string.Create(CultureInfo.InvariantCulture, $"{sync.Added} added."),
    };
}
