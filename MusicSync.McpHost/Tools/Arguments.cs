using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using MusicSync.McpHost.Failures;
using MusicSync.McpHost.Http;
using MusicSync.McpHost.RateLimiting;

namespace MusicSync.McpHost.Tools;

/// <summary>Limits that several tools share.</summary>
internal static class Arguments
{
    public static int InRange(int value, int min, int max, string argument) =>
        value >= min && value <= max
            ? value
            : throw new InvalidArgumentException(argument, $"must be {min} to {max}, not {value}.");

    public static string Text(string value, int maxLength, string argument) => value.Trim() switch
    {
        "" => throw new InvalidArgumentException(argument, "must not be empty."),
        { Length: var length } when length > maxLength =>
            throw new InvalidArgumentException(argument, $"has {length} characters; Spotify takes at most {maxLength}."),
        var text => text.ReplaceLineEndings(" "),
    };

    /// <summary>The URIs of 1 to 100 rows.</summary>
    public static IReadOnlyList<string> Rows(IReadOnlyList<string> uris, Func<string, string, string> parse)
    {
        InRange(uris.Count, 1, 100, "uris");
        return [.. uris.Select((uri, index) => parse(uri, $"uris[{index}]"))];
    }

    /// <summary>Until when this write may be sent.</summary>
    public static WriteDeadline Deadline(RequestContext<CallToolRequestParams> context, CancellationToken cancellationToken) =>
        new(NotAfter(context.Params?.Meta), cancellationToken);

    /// <summary>Who waits for the answer; a client that does not say so has a person in front of it.</summary>
    public static CallPriority Priority(JsonObject? meta) => meta?[MusicSyncMeta.Priority] switch
    {
        null => CallPriority.Interactive,
        JsonValue value when value.TryGetValue<string>(out var name) && name is "interactive" => CallPriority.Interactive,
        JsonValue value when value.TryGetValue<string>(out var name) && name is "bulk" => CallPriority.Bulk,
        _ => throw new InvalidArgumentException(MusicSyncMeta.Priority, "must be interactive or bulk."),
    };

    private static DateTimeOffset? NotAfter(JsonObject? meta) => meta?[MusicSyncMeta.NotAfter] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() is JsonValueKind.String
            && DateTimeOffset.TryParse(
                value.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) => moment,
        _ => throw new InvalidArgumentException(MusicSyncMeta.NotAfter, "must be a time such as 2026-11-24T14:05:00Z."),
    };
}

/// <summary>Descriptions that several tools share.</summary>
internal static class Descriptions
{
    public const string PlaylistId = "Playlist id (22 letters and digits), spotify:playlist: URI or open.spotify.com link.";
}
