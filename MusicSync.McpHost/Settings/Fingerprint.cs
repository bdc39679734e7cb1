using System.Security.Cryptography;
using System.Text;

namespace MusicSync.McpHost.Settings;

/// <summary>Stands for something that may hold a secret, in files.</summary>
internal static class Fingerprint
{
    // Cut short, so that a file holds nothing a secret could be checked against with certainty.
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
}
