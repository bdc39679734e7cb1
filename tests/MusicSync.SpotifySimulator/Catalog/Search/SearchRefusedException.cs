namespace MusicSync.SpotifySimulator.Catalog.Search;

/// <summary>Spotify would answer this search with status 400; correct the query and ask again.</summary>
/// <param name="message">Spotify's words.</param>
public sealed class SearchRefusedException(string message) : Exception(message);
