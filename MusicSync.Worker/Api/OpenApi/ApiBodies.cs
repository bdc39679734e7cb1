using System.Net.Mime;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using MusicSync.Worker.Matching;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Songs;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Syncs.Mirrors;

namespace MusicSync.Worker.Api.OpenApi;

/// <summary>What may be posted to start a sync; the reader takes it apart by hand, so it is described by hand.</summary>
internal static class ApiBodies
{
    private const string Csv = "title,artist\nLanterns Out,The Copper Lanterns\n\"Sugar, Sugar Rain\",\"Simone, the Baker\"\n";

    public static OpenApiRequestBody OfStart(IOpenApiSchema json)
    {
        var content = new Dictionary<string, OpenApiMediaType>
        {
            [MediaTypeNames.Application.Json] = new()
            {
                Schema = json,
                Examples = new Dictionary<string, IOpenApiExample>
                {
                    ["list"] = Example("A list", """{"playlistName": "Road trip", "songs": [{"title": "Lanterns Out", "artist": "The Copper Lanterns"}]}"""),
                    ["song"] = Example("One song", """{"playlist": "37i9dQZF1DXcBWIGoYBM5M", "title": "Lanterns Out", "artist": "The Copper Lanterns"}"""),
                },
            },
            [MediaTypeNames.Multipart.FormData] = new() { Schema = Form() },
        };
        foreach (var mediaType in SongListReader.MediaTypes.Except([MediaTypeNames.Application.Json]))
        {
            content[mediaType] = new() { Schema = Text(), Example = mediaType is "text/csv" ? JsonValue.Create(Csv) : null };
        }

        return new OpenApiRequestBody
        {
            Required = true,
            Description = "A list as JSON, as a file (options in the query string), or as a form with one or more files (options as fields). One that is "
                + "nothing but the link of a Spotify album or playlist stands for its songs.",
            Content = content,
        };
    }

    /// <summary>The options of a list that is sent as a file.</summary>
    public static IEnumerable<IOpenApiParameter> Options() =>
    [
        new OpenApiParameter
        {
            Name = "Idempotency-Key", In = ParameterLocation.Header, Schema = Text(),
            Description = "Another way to give the id.",
        },
        .. Members().Select(option => new OpenApiParameter
        {
            Name = option.Name, In = ParameterLocation.Query, Schema = option.Schema,
            Description = "With a file or an array of songs; else it is a member of the object or a field of the form.",
        }),
    ];

    private static OpenApiSchema Form()
    {
        var fields = Members().ToDictionary(option => option.Name, option => (IOpenApiSchema)option.Schema);
        fields["file"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Array,
            Items = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
        };
        return new OpenApiSchema { Type = JsonSchemaType.Object, Required = new HashSet<string> { "file" }, Properties = fields };
    }

    private static IEnumerable<(string Name, OpenApiSchema Schema)> Members() =>
    [
        ("id", Text()),
        ("playlist", Text()),
        ("playlistName", Text()),
        ("policy", OneOf<MatchPolicy>()),
        ("duplicates", OneOf<DuplicateHandling>()),
        ("priority", OneOf<SyncPriority>()),
        ("explicit", OneOf<ExplicitTracks>()),
        ("dryRun", new OpenApiSchema { Type = JsonSchemaType.Boolean }),
    ];

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };

    private static OpenApiSchema OneOf<TEnum>()
        where TEnum : struct, Enum
    {
        var names = Enum.GetValues<TEnum>().Select(value => (JsonNode)JsonValue.Create(ApiJson.Name(value)));
        return new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. names] };
    }

    private static OpenApiExample Example(string summary, string json) => new() { Summary = summary, Value = JsonNode.Parse(json) };
}

/// <summary>A list of songs with options, or one song in short form with options.</summary>
/// <param name="Playlist">Id, <c>spotify:playlist:</c> URI or link of an existing playlist. Either this or <paramref name="PlaylistName"/>.</param>
/// <param name="PlaylistName">The playlist of this name that MusicSync made for this user before, otherwise a new one.</param>
/// <param name="Songs">The songs, at most 10,000; left out in the short form.</param>
/// <param name="Id">Chosen by the caller, 1 to 64 of <c>A-Z a-z 0-9 . _ -</c>; the same request with the same id is one sync.</param>
/// <param name="Policy">How sure a match has to be; <c>balanced</c> when absent.</param>
/// <param name="Duplicates">What equal rows mean; <c>skip</c> when absent.</param>
/// <param name="Priority">Who goes first when Spotify's quota is short; <c>interactive</c> up to 20 songs when absent.</param>
/// <param name="Explicit">What to do about explicit tracks; <c>any</c> when absent.</param>
/// <param name="DryRun">Whether it stops after the plan and writes nothing.</param>
/// <param name="Mirror">Set where the playlist is to follow the list, instead of only being added to.</param>
/// <param name="Title">Title of the one song of the short form.</param>
/// <param name="Artist">Its artist.</param>
/// <param name="Album">Its album.</param>
internal sealed record PostedSync(
    string? Playlist = null,
    string? PlaylistName = null,
    IReadOnlyList<PostedSong>? Songs = null,
    string? Id = null,
    MatchPolicy? Policy = null,
    DuplicateHandling? Duplicates = null,
    SyncPriority? Priority = null,
    ExplicitTracks? Explicit = null,
    bool? DryRun = null,
    SyncMirror? Mirror = null,
    string? Title = null,
    string? Artist = null,
    string? Album = null);

/// <summary>A song as it is posted; title and artist, or the address of a track.</summary>
/// <param name="Title">Title, at most 300 characters.</param>
/// <param name="Artist">Artist, several joined with a comma, at most 300 characters.</param>
/// <param name="Album">Album, at most 300 characters.</param>
/// <param name="Isrc">International Standard Recording Code.</param>
/// <param name="DurationMs">Length in milliseconds.</param>
/// <param name="Year">Year of release.</param>
/// <param name="Uri">URI, link or id of a Spotify track; such a row is taken as it is, without a search. Of an album or playlist only alone.</param>
internal sealed record PostedSong(string? Title = null, string? Artist = null, string? Album = null, string? Isrc = null, int? DurationMs = null, string? Year = null, string? Uri = null);
