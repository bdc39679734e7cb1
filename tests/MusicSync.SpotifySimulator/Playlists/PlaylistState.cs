using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace MusicSync.SpotifySimulator.Playlists;

/// <summary>A playlist at one moment; every change makes another one.</summary>
public sealed record PlaylistState
{
    /// <summary>The id in the playlist's URI.</summary>
    public required string Id { get; init; }

    /// <summary>User id of who owns it.</summary>
    public required string OwnerId { get; init; }

    /// <summary>Name and the like.</summary>
    public required PlaylistDetails Details { get; init; }

    /// <summary>The rows in order.</summary>
    public required ImmutableArray<PlaylistEntry> Entries { get; init; }

    /// <summary>When this state came about.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Counts the changes, from 1.</summary>
    public required int Revision { get; init; }

    /// <summary>The URIs of the rows in order.</summary>
    public IReadOnlyList<string> Uris => [.. Entries.Select(entry => entry.Uri)];

    /// <summary>Opaque to clients: the revision and a hash, base64, as Spotify's look.</summary>
    public string SnapshotId
    {
        get
        {
            var bytes = new byte[4 + SHA256.HashSizeInBytes];
            BinaryPrimitives.WriteInt32BigEndian(bytes, Revision);
            SHA256.HashData(Encoding.UTF8.GetBytes($"{Id}:{Revision}"), bytes.AsSpan(4));

            return Convert.ToBase64String(bytes.AsSpan(0, 24));
        }
    }
}
