using System.ComponentModel;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Primitives;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using MusicSync.Worker.Api;
using MusicSync.Worker.Api.Links;
using MusicSync.Worker.Matching;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Songs;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Temporal;

namespace MusicSync.Worker.Tools;

/// <summary>Starting a sync: what <c>POST /syncs</c> does, with the end of a short one in the same answer.</summary>
[McpServerToolType]
internal sealed class StartSyncTool(SyncStarter starter, DraftStarter drafts, LinkedSongs links, SyncWatch watch)
{
    private const string OneList = "Give the songs as one of text, rows and link.";
    private const int MaxTextBytes = 10 * 1024 * 1024;

    // Nothing is ever added twice, so a repeated call changes no playlist, whatever its id.
    [McpServerTool(
        Name = "start_sync", Title = "Put songs into a playlist", ReadOnly = false, Destructive = false, Idempotent = true, OpenWorld = true,
        UseStructuredContent = true)]
    [Description(
        "Puts a list of songs into a Spotify playlist of the signed-in user: looks each one up, adds those it is sure of behind the last "
        + "row, in order, and never adds a song that is there already. Send the whole list in one call, up to 10,000 songs, as text, rows or link. "
        + "A client that shows progress gets the finished sync when it ends within a minute; otherwise the answer has the id, and the sync "
        + "goes on by itself. If the answer is lost, send the same call with the same id again: it joins the sync.")]
    public async Task<SyncAnswer> StartAsync(
        RequestContext<CallToolRequestParams> context,
        [Description(
            "The list as text, in any form: CSV or TSV with a header, one \"Artist - Title\" a line, a DJ track list, M3U, XSPF, "
            + "iTunes XML, JSON, links of Spotify tracks, or the link of one album or playlist alone. One of this, rows and link.")]
        string? text = null,
        [Description("The songs one by one, in order.")] IReadOnlyList<SongInput>? rows = null,
        [Description(
            "Link or URI of a Spotify album, or of a playlist, whose songs are taken as they are; of playlists one that the user owns or "
            + "collaborates on, as others cannot be read. Or of one track.")]
        string? link = null,
        [Description("Where the songs go: id, URI or link of an existing playlist that the user may edit. Either this or playlistName.")]
        string? playlist = null,
        [Description("Name of the playlist, 1 to 100 characters: the one that MusicSync made under this name before, otherwise a new one.")]
        string? playlistName = null,
        [Description("How sure a match has to be: strict asks about anything uncertain, eager takes other recordings too. Default balanced.")]
        MatchPolicy? policy = null,
        [Description("What rows mean that name the same track: skip adds it once (default), keep as often as the list has it.")]
        DuplicateHandling? duplicates = null,
        [Description("What to do about explicit tracks that exist in a clean edition too. Default any.")] ExplicitTracks? @explicit = null,
        [Description("True to look everything up, write nothing and report what would be added.")] bool dryRun = false,
        [Description("Id for the sync, 1 to 64 of A-Z a-z 0-9 . _ -, new for each list; choose one, so that the call can be repeated.")]
        string? id = null,
        [Description("Seconds to wait for the end, 0 to 55. Default 55 where the client shows progress, else 0.")] int? waitSeconds = null,
        CancellationToken cancellationToken = default)
    {
        var patience = SyncWatch.PatienceOf(waitSeconds, context);
        var options = new Dictionary<string, StringValues>
        {
            ["playlist"] = Word(playlist),
            ["playlistName"] = Word(playlistName),
            ["policy"] = Word(policy),
            ["duplicates"] = Word(duplicates),
            ["explicit"] = Word(@explicit),
            ["dryRun"] = Word(dryRun),
        }.Where(option => option.Value.Count > 0).ToList();
        // Made here, so that a call that fails after it was taken can say under which id it may be sent again.
        var own = Word(id).Count == 0 ? CallerIds.Of(id: null, maxLength: 0) : id!;
        try
        {
            var status = await StartAsync(own, isRepeatable: own == id, options, text, rows, link, cancellationToken);
            return SyncAnswer.Of(await watch.WaitAsync(status, patience, context, cancellationToken));
        }
        catch (Exception outage) when (ToolFailure.Of(outage, writes: true) is { Kind: McpFailureKind.UpstreamUnavailable } failure)
        {
            throw new McpCallException(failure with { Message = $"{failure.Message} Use this id: {own}" }, outage);
        }
    }

    private Task<SyncStatus> StartAsync(
        string id, bool isRepeatable, List<KeyValuePair<string, StringValues>> options, string? text, IReadOnlyList<SongInput>? rows, string? link,
        CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(link))
        {
            return drafts.StartAsync(DraftOf(Read(text, rows)), idempotencyKey: id, isRepeatable, cancellationToken);
        }

        if (!string.IsNullOrEmpty(text) || rows is not null)
        {
            throw ProblemException.Unprocessable(OneList);
        }

        // The link and not the songs behind it is what is the same in the same call.
        var asked = TemporalJson.HashOf(options.Append(new("link", link)).Select(option => $"{option.Key}={option.Value}").ToArray());
        return starter.ReadAndStartAsync(
            id, asked, isRepeatable, async () => DraftOf(await links.ReadAsync(link, cancellationToken)).ToRequest(idempotencyKey: id), cancellationToken);

        SyncDraft DraftOf(SongList list) => new(SyncParameters.From(options), list);
    }

    private static StringValues Word(object? value) => value?.ToString() is { Length: > 0 } text ? new StringValues(text) : StringValues.Empty;

    private static SongList Read(string? text, IReadOnlyList<SongInput>? rows) => (text, rows) switch
    {
        ({ Length: > 0 }, null) when Encoding.UTF8.GetByteCount(text) > MaxTextBytes =>
            throw ProblemException.TooLarge("The text is larger than 10 MB; send the list in parts."),
        ({ Length: > 0 }, null) => SongListReader.Read(text),
        (null or "", { } songs) => SongListReader.Read(JsonSerializer.SerializeToElement(songs, ToolServerExtensions.Json)),
        _ => throw ProblemException.Unprocessable(OneList),
    };
}

/// <summary>A song as a caller names it; <c>rows</c> of <c>start_sync</c>.</summary>
internal sealed record SongInput(
    [property: Description("Title as written.")] string? Title = null,
    [property: Description("Artist; several joined with a comma.")] string? Artist = null,
    [property: Description("Album, where it is known.")] string? Album = null,
    [property: Description("International Standard Recording Code, where it is known.")] string? Isrc = null,
    [property: Description("Length in milliseconds, where it is known.")] int? DurationMs = null,
    [property: Description("Year of release, four digits, where it is known.")] string? Year = null,
    [property: Description("spotify:track: URI or link, only where it is certain; title and artist are then not needed.")] string? Uri = null);
