namespace MusicSync.McpHost.Spotify.Wire;

/// <summary>The signed-in user, or the owner of a playlist (without <c>account_id</c>).</summary>
internal sealed record WireUser
{
    public string? Id { get; init; }

    public string? AccountId { get; init; }

    public string? DisplayName { get; init; }
}
