using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace MusicSync.ServiceDefaults.Access;

/// <summary>
/// Where a service is told to listen: <c>urls</c>, or else <c>http_ports</c> and <c>https_ports</c>, as ASP.NET Core
/// reads them; the endpoints of Kestrel's own section; and what code added. Known before anything listens.
/// </summary>
internal sealed class BoundAddresses(IServer server, IConfiguration configuration)
{
    private const string LocalName = "localhost";

    /// <summary>Those that other machines can reach.</summary>
    public IReadOnlyList<BindingAddress> Reachable =>
        [.. Added.Concat(Hosting).Concat(Kestrel).Select(BindingAddress.Parse).Where(address => !IsLocal(address))];

    private IEnumerable<string> Added => server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];

    private IEnumerable<string> Hosting => Words(WebHostDefaults.ServerUrlsKey) is { Length: > 0 } urls
        ? urls
        : Words(WebHostDefaults.HttpPortsKey).Select(port => $"http://*:{port}")
            .Concat(Words(WebHostDefaults.HttpsPortsKey).Select(port => $"https://*:{port}"));

    private IEnumerable<string> Kestrel =>
        configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>();

    // http://127.0.0.1:5310;http://[::1]:5310
    private string[] Words(string key) =>
        (configuration[key] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // Kestrel listens on every address for a name it does not know, such as example.com; *.localhost is loopback.
    private static bool IsLocal(BindingAddress address) =>
        address.IsUnixPipe
        || address.IsNamedPipe
        || address.Host.Equals(LocalName, StringComparison.OrdinalIgnoreCase)
        || address.Host.EndsWith($".{LocalName}", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(address.Host, out var ip) && IPAddress.IsLoopback(ip));
}
