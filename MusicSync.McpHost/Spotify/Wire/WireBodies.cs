namespace MusicSync.McpHost.Spotify.Wire;

internal sealed record WireCreatePlaylist(string Name, bool Public, bool Collaborative, string? Description);

internal sealed record WireAddItems(IReadOnlyList<string> Uris, int? Position);

internal sealed record WireRemoveItems(IReadOnlyList<WireUri> Items);

internal sealed record WireUri(string Uri);

/// <summary>The answer to a write.</summary>
internal sealed record WireSnapshot
{
    public string? SnapshotId { get; init; }
}
