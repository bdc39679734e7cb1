using System.Text;
using MusicSync.Worker.Spotify;

namespace MusicSync.Worker.Playlists;

/// <summary>Which playlist a sync writes into: an existing one by id, or MusicSync's own of that name.</summary>
/// <param name="Id">Spotify's id, 22 letters and digits; null when a name is given.</param>
/// <param name="Name">The wanted name; null when an id is given.</param>
public sealed record PlaylistTarget(string? Id = null, string? Name = null)
{
    internal const int MaxNameLength = 100;

    /// <summary>A name as it is kept; null for none that a playlist can have.</summary>
    /// <param name="text">The name as somebody wrote it.</param>
    /// <returns>The name, or null.</returns>
    internal static string? NameOf(string text) =>
        text.Trim().Normalize(NormalizationForm.FormC) is { Length: > 0 and <= MaxNameLength } name && !name.Any(char.IsControl) ? name : null;
}

/// <summary>A playlist.</summary>
/// <param name="Id">Spotify's id; null while a name is still to be resolved.</param>
/// <param name="Name">Its name; null while unknown.</param>
/// <param name="Url">Its share link; null while unknown.</param>
public sealed record PlaylistRef(string? Id, string? Name, string? Url)
{
    internal static PlaylistRef Of(SpotifyPlaylist playlist) => new(playlist.Id, playlist.Name, playlist.Url);
}
