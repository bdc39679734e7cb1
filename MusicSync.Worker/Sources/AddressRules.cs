using System.Net;
using System.Net.Sockets;

namespace MusicSync.Worker.Sources;

/// <summary>
/// Which addresses a list may be fetched from: those of the public Internet (IANA's special-purpose registries, RFC 6890). Whoever
/// may name an address could otherwise read what only this machine reaches: the local network, a cloud's metadata. Pure.
/// </summary>
internal static class AddressRules
{
    private const int V4Bytes = 4;

    private static readonly IPNetwork[] Closed4 =
    [
        IPNetwork.Parse("0.0.0.0/8"),        // this network; 0.0.0.0 is loopback on many systems
        IPNetwork.Parse("10.0.0.0/8"),       // private
        IPNetwork.Parse("100.64.0.0/10"),    // carrier-grade NAT; metadata at 100.100.100.200
        IPNetwork.Parse("127.0.0.0/8"),      // loopback
        IPNetwork.Parse("168.63.129.16/32"), // Azure's host, although its range is public
        IPNetwork.Parse("169.254.0.0/16"),   // link-local; metadata at 169.254.169.254
        IPNetwork.Parse("172.16.0.0/12"),    // private
        IPNetwork.Parse("192.0.0.0/24"),     // protocol assignments; metadata at 192.0.0.192
        IPNetwork.Parse("192.0.2.0/24"),     // documentation
        IPNetwork.Parse("192.88.99.0/24"),   // 6to4 relays
        IPNetwork.Parse("192.168.0.0/16"),   // private
        IPNetwork.Parse("198.18.0.0/15"),    // benchmarks
        IPNetwork.Parse("198.51.100.0/24"),  // documentation
        IPNetwork.Parse("203.0.113.0/24"),   // documentation
        IPNetwork.Parse("224.0.0.0/4"),      // multicast
        IPNetwork.Parse("240.0.0.0/4"),      // reserved, broadcast
    ];

    // Of IPv6 only this is handed out to the public: loopback, link-local, site-local, unique-local and multicast lie outside.
    private static readonly IPNetwork Open6 = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] Closed6 =
    [
        IPNetwork.Parse("2001::/23"),     // protocol assignments, among them Teredo, which carries an IPv4 address
        IPNetwork.Parse("2001:db8::/32"), // documentation
        IPNetwork.Parse("2002::/16"),     // 6to4, which carries an IPv4 address
        IPNetwork.Parse("3fff::/20"),     // documentation
    ];

    // NAT64: how a network without IPv4 names the hosts of IPv4.
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    public static bool IsPublic(IPAddress address) => address switch
    {
        { AddressFamily: AddressFamily.InterNetwork } => !Closed4.Any(network => network.Contains(address)),
        { IsIPv4MappedToIPv6: true } => IsPublic(address.MapToIPv4()),
        { AddressFamily: AddressFamily.InterNetworkV6 } when Translated.Contains(address) => IsPublic(Carried(address)),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Open6.Contains(address) && !Closed6.Any(network => network.Contains(address)),
        _ => false,
    };

    private static IPAddress Carried(IPAddress address) => new(address.GetAddressBytes()[^V4Bytes..]);
}
