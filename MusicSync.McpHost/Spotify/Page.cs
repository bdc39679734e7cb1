namespace MusicSync.McpHost.Spotify;

/// <summary>A page of a list as Spotify gave it.</summary>
internal sealed record Page<T>(IReadOnlyList<T> Items, int Total, int Offset, int Limit, int? NextOffset, string? SnapshotId);
