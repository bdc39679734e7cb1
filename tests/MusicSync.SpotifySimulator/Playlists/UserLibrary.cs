namespace MusicSync.SpotifySimulator.Playlists;

/// <summary>What the simulated user saved or follows, newest last. Safe for parallel use.</summary>
public sealed class UserLibrary
{
    private readonly Lock _lock = new();
    private readonly List<string> _uris = [];

    /// <summary>URIs of playlists and tracks, newest first.</summary>
    public IReadOnlyList<string> Uris
    {
        get
        {
            lock (_lock)
            {
                return [.. Enumerable.Reverse(_uris)];
            }
        }
    }

    /// <summary>Whether the user has it.</summary>
    /// <param name="uri">A playlist's or track's URI.</param>
    public bool Contains(string uri)
    {
        lock (_lock)
        {
            return _uris.Contains(uri);
        }
    }

    /// <summary>Saves a track or follows a playlist.</summary>
    /// <param name="uri">Nothing happens when the user has it already.</param>
    public void Add(string uri)
    {
        lock (_lock)
        {
            if (!_uris.Contains(uri))
            {
                _uris.Add(uri);
            }
        }
    }

    /// <summary>Removes a track or unfollows a playlist, which is how a playlist is deleted.</summary>
    /// <param name="uri">Nothing happens when the user does not have it.</param>
    public void Remove(string uri)
    {
        lock (_lock)
        {
            _uris.Remove(uri);
        }
    }
}
