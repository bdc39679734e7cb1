using System.Text.Json.Serialization;

namespace MusicSync.McpHost.Spotify.Wire;

/// <summary>Source-generated JSON of the Web API.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WireSearch))]
[JsonSerializable(typeof(WireTrack))]
[JsonSerializable(typeof(WireUser))]
[JsonSerializable(typeof(WirePlaylist))]
[JsonSerializable(typeof(WirePage<WirePlaylist>))]
[JsonSerializable(typeof(WirePage<WirePlaylistRow>))]
[JsonSerializable(typeof(WireSnapshot))]
[JsonSerializable(typeof(WireCreatePlaylist))]
[JsonSerializable(typeof(WireAddItems))]
[JsonSerializable(typeof(WireRemoveItems))]
internal sealed partial class WireJson : JsonSerializerContext;
