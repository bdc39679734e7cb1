using Microsoft.AspNetCore.WebUtilities;

namespace MusicSync.Worker.Api;

/// <summary>Temporal's page tokens as part of an address.</summary>
internal static class PageTokens
{
    /// <summary>The token of a page; null for the first one.</summary>
    /// <exception cref="ProblemException">It is none.</exception>
    public static byte[]? Read(string? token)
    {
        try
        {
            return string.IsNullOrEmpty(token) ? null : WebEncoders.Base64UrlDecode(token);
        }
        catch (FormatException)
        {
            throw ProblemException.Unprocessable("token is not one that a former page gave; leave it out for the first page.");
        }
    }

    /// <summary>The token for the next page; null after the last one.</summary>
    public static string? Write(byte[]? token) => token is { Length: > 0 } ? WebEncoders.Base64UrlEncode(token) : null;
}
