using System.Security.Cryptography;
using System.Text;

namespace MusicSync.Worker.Playlists.Naming;

/// <summary>The mark in the description by which MusicSync knows a playlist it made for a name.</summary>
internal static class PlaylistMarker
{
    private const int HashLength = 12;

    /// <summary>Made by MusicSync [musicsync:1f0c5d2a9b3e]</summary>
    public static string For(string userId, string name)
    {
        var key = $"{userId}\n{name.Normalize(NormalizationForm.FormC)}";
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        return $"Made by MusicSync [musicsync:{hash[..HashLength]}]";
    }
}
