namespace MusicSync.Worker.Sources;

/// <summary>Reads any source.</summary>
internal sealed class SourceReader(UrlSource urls, PlaylistSource playlists)
{
    /// <summary>What the source holds, or that it is in the state that is known.</summary>
    /// <exception cref="SourceException">It cannot be read.</exception>
    /// <exception cref="Mcp.McpCallException">The playlist cannot be read.</exception>
    public async Task<SourceAnswer> ReadAsync(SongSource source, SourceVersion? known, CancellationToken cancellationToken) => source switch
    {
        { Url: { } url } => await urls.ReadAsync(url, known, cancellationToken),
        { PlaylistId: { } id } => await playlists.ReadAsync(id, known, cancellationToken),
        _ => new SourceAnswer(new SourceVersion(), source.Given),
    };
}
