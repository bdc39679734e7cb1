using System.Net;

namespace MusicSync.Worker.Sources;

/// <summary>Which web addresses a list may have, whatever its host resolves to (<see cref="GuardedConnection"/>). Pure.</summary>
internal static class SourceUrl
{
    /// <summary>Most characters of an address.</summary>
    public const int MaxLength = 2_000;

    /// <summary>The address that somebody wrote.</summary>
    /// <exception cref="SourceException">It is none that is fetched.</exception>
    public static Uri Read(string text, SourceOptions options)
    {
        if (text.Length > MaxLength)
        {
            throw new SourceException($"The address has {text.Length} characters; at most {MaxLength} are allowed.");
        }

        return Uri.TryCreate(text.Trim(), UriKind.Absolute, out var address)
            ? Checked(address, options)
            : throw new SourceException("The address is no web address; give one that begins with https://.");
    }

    /// <summary>Where a redirect leads, checked as if somebody had written it.</summary>
    /// <exception cref="SourceException">Nobody follows it.</exception>
    public static Uri Follow(Uri from, Uri? location, SourceOptions options)
    {
        if (location is null)
        {
            throw new SourceException($"{from.IdnHost} redirects to nowhere.");
        }

        if (!Uri.TryCreate(from, location, out var to) || to.OriginalString.Length > MaxLength)
        {
            throw new SourceException($"{from.IdnHost} redirects to an address that cannot be read.");
        }

        Checked(to, options);
        // What only a setting opens is for whoever writes the order, not for whom the order's address leads astray.
        return options.Names(to.IdnHost, to.Port) && !options.Names(from.IdnHost, from.Port)
            ? throw new SourceException($"{from.IdnHost} redirects to {to.IdnHost}, which Sources__AllowedHosts opens only for addresses that name it themselves.")
            : to;
    }

    /// <summary>The host has an address that <see cref="AddressRules"/> close.</summary>
    public static SourceException NotPublic(string host) => new(
        $"{host} is not on the public Internet, so nothing is fetched from it; whoever runs MusicSync may name it in Sources__AllowedHosts.");

    private static Uri Checked(Uri address, SourceOptions options) => address switch
    {
        { Scheme: not ("http" or "https") } => throw new SourceException($"Addresses of {address.Scheme}: are not fetched; give one that begins with https://."),
        { UserInfo.Length: > 0 } => throw new SourceException(
            "The address has a user name or password, which would be kept in Temporal's histories; give one that needs none."),
        _ when IPAddress.TryParse(address.IdnHost.Trim('[', ']'), out var literal) && !AddressRules.IsPublic(literal) && !options.Names(address.IdnHost, address.Port) =>
            throw NotPublic(address.IdnHost),
        { Scheme: "http" } when !options.Names(address.IdnHost, address.Port) => throw new SourceException(
            $"{address.IdnHost} is not fetched by http; give an address that begins with https://, or name the host in Sources__AllowedHosts."),
        _ => address,
    };
}
