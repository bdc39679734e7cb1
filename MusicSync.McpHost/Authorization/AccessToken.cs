namespace MusicSync.McpHost.Authorization;

/// <summary>An access token and the moment from which it is replaced before use.</summary>
internal sealed class AccessToken(string value, DateTimeOffset replaceAt)
{
    public string Value { get; } = value;

    public DateTimeOffset ReplaceAt { get; } = replaceAt;

    // A record would print the token wherever somebody logs the object.
    public override string ToString() => "access token";
}
