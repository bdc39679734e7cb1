using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Sources;

/// <summary>Where songs come from: exactly one of the three.</summary>
/// <param name="Url">Address of a list.</param>
/// <param name="PlaylistId">Spotify's id of a playlist that the account may read.</param>
/// <param name="Given">A list that was given once.</param>
public sealed record SongSource(string? Url = null, string? PlaylistId = null, SongList? Given = null);

/// <summary>Which state of a source was read, as far as it says; what is null, it does not say.</summary>
/// <param name="ETag">The address's <c>ETag</c>, as it was sent.</param>
/// <param name="LastModified">The address's <c>Last-Modified</c>, as it was sent.</param>
/// <param name="Snapshot">The playlist's snapshot.</param>
/// <param name="IsSettled">Whether the rows were read again under this snapshot: reads may lag behind it.</param>
public sealed record SourceVersion(string? ETag = null, string? LastModified = null, string? Snapshot = null, bool IsSettled = false);

/// <summary>What a source answered.</summary>
/// <param name="Version">The state it is in.</param>
/// <param name="List">What it holds; null where that is the state that was known.</param>
internal sealed record SourceAnswer(SourceVersion Version, SongList? List);

/// <summary>A source cannot be read; the message says why and what to do, and repeats nothing of an address but its host.</summary>
/// <param name="message">Why.</param>
/// <param name="passes">Whether it may be otherwise in a while.</param>
/// <param name="retryAfter">When it asks to be tried again.</param>
internal sealed class SourceException(string message, bool passes = false, TimeSpan? retryAfter = null) : Exception(message)
{
    public bool Passes => passes;

    public TimeSpan? RetryAfter => retryAfter;
}
