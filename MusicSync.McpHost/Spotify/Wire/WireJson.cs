using System.Text.Json.Serialization;

namespace MusicSync.McpHost.Spotify.Wire;

/// <summary>Source-generated JSON of the Web API.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WireSearch))]
[JsonSerializable(typeof(WireTrack))]
[JsonSerializable(typeof(WireAlbum))]
[JsonSerializable(typeof(WirePage<WireTrack>))]
[JsonSerializable(typeof(WireUser))]
[JsonSerializable(typeof(WirePlaylist))]
[JsonSerializable(typeof(WirePage<WirePlaylist>))]
[JsonSerializable(typeof(WirePage<WirePlaylistRow>))]
[JsonSerializable(typeof(WireSnapshot))]
[JsonSerializable(typeof(WireCreatePlaylist))]
[JsonSerializable(typeof(WireAddItems))]
[JsonSerializable(typeof(WireRemoveItems))]
[JsonSerializable(typeof(WireReorderItems))]
internal sealed partial class WireJson : JsonSerializerContext;

internal sealed record WireCreatePlaylist(string Name, bool Public, bool Collaborative, string? Description);

internal sealed record WireAddItems(IReadOnlyList<string> Uris, int? Position);

internal sealed record WireRemoveItems(IReadOnlyList<WireUri> Items);

internal sealed record WireUri(string Uri);

internal sealed record WireReorderItems(int RangeStart, int InsertBefore, int RangeLength, string? SnapshotId);

/// <summary>The answer to a write.</summary>
internal sealed record WireSnapshot
{
    public string? SnapshotId { get; init; }
}
