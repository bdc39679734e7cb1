using System.Security.Cryptography;
using System.Text;

namespace MusicSync.SpotifySimulator.Catalog;

/// <summary>Ids for what the catalogue file does not number: the same name gets the same id in every run.</summary>
internal static class StableId
{
    public const string Alphabet = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private const int Length = 22;

    public static string Of(string kind, string name)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}:{name}"), hash);
        Span<char> id = stackalloc char[Length];
        for (var i = 0; i < Length; i++)
        {
            id[i] = Alphabet[hash[i] % Alphabet.Length];
        }

        return new string(id);
    }

    /// <summary>A fresh id, for what two runs of the simulator must not share.</summary>
    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);
}
