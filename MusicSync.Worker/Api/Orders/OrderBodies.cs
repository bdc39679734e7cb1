using System.Text.Json;
using MusicSync.Worker.Matching;
using MusicSync.Worker.Orders;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Syncs.Mirrors;

namespace MusicSync.Worker.Api.Orders;

/// <summary>Body that makes an order, or changes one: what is left out then stays as it is.</summary>
/// <param name="Source">What is followed.</param>
/// <param name="Playlist">Id, URI or link of the playlist that follows; or</param>
/// <param name="PlaylistName">its name: the one that MusicSync made under it before, otherwise a new one.</param>
/// <param name="Mode"><c>add</c>, the default: what appears in the source is added; <c>mirror</c>: what this order has added goes and moves with the source too.</param>
/// <param name="Every">How often the source is looked at, an ISO 8601 duration of 5 minutes to 366 days, such as <c>PT6H</c>; or</param>
/// <param name="Cron">when: five fields, such as <c>0 6 * * MON</c>.</param>
/// <param name="TimeZone">Time zone of <paramref name="Cron"/>, such as <c>Europe/Berlin</c>; UTC when absent.</param>
/// <param name="Policy">As of a sync: <c>strict</c>, <c>balanced</c>, <c>eager</c>.</param>
/// <param name="Duplicates">As of a sync: <c>skip</c>, <c>keep</c>.</param>
/// <param name="Priority">As of a sync: <c>bulk</c>, the default, or <c>interactive</c>.</param>
/// <param name="Explicit">As of a sync: <c>any</c>, <c>prefer</c>, <c>avoid</c>, <c>never</c>.</param>
/// <param name="Paused">Whether it rests until somebody lets it go on.</param>
/// <param name="Id">Chosen by the caller, 1 to 40 of <c>A-Z a-z 0-9 . _ -</c>; the same request with the same id is one order.</param>
internal sealed record OrderBody(
    SourceBody? Source = null,
    string? Playlist = null,
    string? PlaylistName = null,
    string? Mode = null,
    string? Every = null,
    string? Cron = null,
    string? TimeZone = null,
    string? Policy = null,
    string? Duplicates = null,
    string? Priority = null,
    string? Explicit = null,
    bool? Paused = null,
    string? Id = null);

/// <summary>What is followed: exactly one of the three.</summary>
/// <param name="Url">Address of a list of any form that can be read; <c>https</c>.</param>
/// <param name="Playlist">Id, URI or link of a Spotify playlist that the account may read.</param>
/// <param name="Songs">A list given once, at most 1,000 songs: what is taken out of the playlist comes back.</param>
internal sealed record SourceBody(string? Url = null, string? Playlist = null, JsonElement? Songs = null);

/// <summary>The document of an order.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Source">What is followed.</param>
/// <param name="Playlist">The playlist that follows; its id is null while only the name is known.</param>
/// <param name="Mode">What follows.</param>
/// <param name="Every">How often, or null.</param>
/// <param name="Cron">When, or null.</param>
/// <param name="TimeZone">Time zone of <paramref name="Cron"/>, or null.</param>
/// <param name="Policy">How sure a match has to be.</param>
/// <param name="Duplicates">What equal rows mean.</param>
/// <param name="Priority">Whether its syncs may wait behind shorter ones.</param>
/// <param name="Explicit">What is done about explicit tracks.</param>
/// <param name="Paused">Whether it rests.</param>
/// <param name="Running">Whether it is looking at its source just now.</param>
/// <param name="Waiting">What the look waits for that is on just now, or null.</param>
/// <param name="NextRun">When it looks next; null while it rests.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Confirm">Why a mirror wrote nothing before somebody confirms it; null where nothing is asked.</param>
/// <param name="Runs">Its last runs, newest first; at most 20.</param>
internal sealed record OrderDocument(
    string Id,
    OrderedSource Source,
    PlaylistRef Playlist,
    OrderMode Mode,
    string? Every,
    string? Cron,
    string? TimeZone,
    MatchPolicy Policy,
    DuplicateHandling Duplicates,
    SyncPriority Priority,
    ExplicitTracks Explicit,
    bool Paused,
    bool Running,
    SyncWaiting? Waiting,
    DateTimeOffset? NextRun,
    DateTimeOffset CreatedAt,
    MirrorQuestion? Confirm,
    IReadOnlyList<OrderRun> Runs);

/// <summary>What an order follows.</summary>
/// <param name="Url">Address of a list, or null.</param>
/// <param name="Playlist">Id of a playlist, or null.</param>
/// <param name="Songs">Songs of a list that was given once, or null.</param>
internal sealed record OrderedSource(string? Url, string? Playlist, int? Songs);

/// <summary>A page of orders.</summary>
/// <param name="Orders">By id.</param>
/// <param name="NextToken">For the next page, or null.</param>
internal sealed record OrderPage(IReadOnlyList<OrderDocument> Orders, string? NextToken);
