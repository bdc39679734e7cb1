using System.ComponentModel;
using System.Text.Json;
using ModelContextProtocol.Server;
using MusicSync.Worker.Api;
using MusicSync.Worker.Api.Orders;
using MusicSync.Worker.Matching;
using MusicSync.Worker.Playlists;

namespace MusicSync.Worker.Tools;

/// <summary>Standing orders: a playlist that follows something, what each does, and letting one rest.</summary>
[McpServerToolType]
internal sealed class OrderTools(OrderCommands commands, OrderQueries queries)
{
    // It says the id itself: without one a repeated call would be a second order. Destructive: mirror takes out what it has added.
    [McpServerTool(
        Name = "follow_source", Title = "Let a playlist follow a source", ReadOnly = false, Destructive = true, Idempotent = true, OpenWorld = true,
        UseStructuredContent = true)]
    [Description(
        "Makes a standing order: from now on MusicSync looks at a list on the web, or at a Spotify playlist, every so often, and brings what "
        + "is new into a playlist of the user, the first time at once. For songs that are wanted just once call start_sync instead. The same "
        + "call with the same id is one order. list_orders tells what its looks did.")]
    public async Task<OrderAnswer> FollowAsync(
        [Description("Name of the order, 1 to 40 of A-Z a-z 0-9 . _ -, such as charts; choose one, so that the call can be repeated.")] string id,
        [Description(
            "What is followed: https address of a list in any form that start_sync reads; or id, URI or link of a Spotify playlist. Either "
            + "this or rows.")]
        string? source = null,
        [Description("A list given once, at most 1,000 songs in order, which the playlist is to hold again and again.")] IReadOnlyList<SongInput>? rows = null,
        [Description("The playlist that follows: id, URI or link of one that the user may edit. Either this or playlistName.")] string? playlist = null,
        [Description("Its name, 1 to 100 characters: the playlist that MusicSync made under this name before, otherwise a new one.")] string? playlistName = null,
        [Description(
            "add (default): what appears in the source is added, nothing is taken out. mirror: what this order has added is also moved and "
            + "taken out as the source changes; ask the user first.")]
        string? mode = null,
        [Description("How often it looks, ISO 8601 duration of 5 minutes to 366 days, such as PT6H, P1D, P1W. Either this or cron.")] string? every = null,
        [Description("When it looks, five fields: minute, hour, day, month, weekday, such as 0 6 * * MON.")] string? cron = null,
        [Description("Time zone of cron, such as Europe/Berlin. Default UTC.")] string? timeZone = null,
        [Description("How sure a match has to be: strict asks about anything uncertain, eager takes other recordings too. Default balanced.")]
        MatchPolicy? policy = null,
        [Description("What rows mean that name the same track: skip adds it once (default), keep as often as the list has it.")]
        DuplicateHandling? duplicates = null,
        [Description("What to do about explicit tracks that exist in a clean edition too. Default any.")] ExplicitTracks? @explicit = null,
        CancellationToken cancellationToken = default)
    {
        var order = new OrderBody(
            SourceOf(Word(source), rows),
            Word(playlist),
            Word(playlistName),
            Word(mode),
            Word(every),
            Word(cron),
            Word(timeZone),
            policy?.ToString(),
            duplicates?.ToString(),
            Explicit: @explicit?.ToString(),
            Id: id);
        return OrderAnswer.Of(await queries.GetAsync(await commands.CreateAsync(order, cancellationToken), cancellationToken));
    }

    [McpServerTool(
        Name = "list_orders", Title = "List standing orders", ReadOnly = true, Destructive = false, Idempotent = true, OpenWorld = false,
        UseStructuredContent = true)]
    [Description("Lists one page of the standing orders, by id: what follows what, when each looks next, and what its last looks did.")]
    public async Task<ListOrdersResult> ListAsync(
        [Description("nextToken of the page before; left out for the first page.")] string? token = null,
        CancellationToken cancellationToken = default)
    {
        var page = await queries.ListAsync(Word(token), cancellationToken);
        return new ListOrdersResult([.. page.Orders.Select(OrderAnswer.Of)], page.NextToken);
    }

    [McpServerTool(
        Name = "pause_order", Title = "Pause standing order", ReadOnly = false, Destructive = false, Idempotent = true, OpenWorld = false,
        UseStructuredContent = true)]
    [Description(
        "Lets a standing order rest, or go on. What passes while it rests is not made up for; a look that is on just now ends as it was begun. "
        + "What the order has added stays.")]
    public async Task<OrderAnswer> PauseAsync(
        [Description("Id of the order, as list_orders shows it.")] string id,
        [Description("True to let it rest, false to let it go on.")] bool paused,
        CancellationToken cancellationToken = default)
    {
        await commands.ChangeAsync(id, new OrderBody(Paused: paused), cancellationToken);
        return OrderAnswer.Of(await queries.GetAsync(id, cancellationToken));
    }

    /// <summary>What a caller named, as the HTTP interface has it. Pure.</summary>
    /// <returns>Null where nothing is named, which is refused as on the HTTP interface.</returns>
    internal static SourceBody? SourceOf(string? source, IReadOnlyList<SongInput>? rows)
    {
        if (source is null && rows is null)
        {
            return null;
        }

        var songs = rows is null ? (JsonElement?)null : JsonSerializer.SerializeToElement(rows, ToolServerExtensions.Json);
        return source is not null && PlaylistReference.Id(source) is { } id ? new SourceBody(Playlist: id, Songs: songs) : new SourceBody(source, Songs: songs);
    }

    private static string? Word(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

/// <summary>Answer of <c>list_orders</c>.</summary>
internal sealed record ListOrdersResult(
    IReadOnlyList<OrderAnswer> Orders,
    [property: Description("token of the next page; left out on the last one.")] string? NextToken = null);
