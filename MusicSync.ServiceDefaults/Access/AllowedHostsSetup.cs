using System.Net;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace MusicSync.ServiceDefaults.Access;

/// <summary>
/// The names under which a service may be called, so that a page cannot reach it through a name of its own that
/// resolves to this machine (DNS rebinding). <c>AllowedHosts</c> replaces the default: loopback, this machine's name, and
/// what the addresses it listens on name.
/// </summary>
internal sealed class AllowedHostsSetup(BoundAddresses addresses, IConfiguration configuration) : IConfigureOptions<HostFilteringOptions>
{
    private const string Key = "AllowedHosts";

    // No one can own a name under .localhost (RFC 6761); the Aspire dashboard links to worker-musicsync.dev.localhost.
    private static readonly string[] Loopback = ["localhost", "*.localhost", "127.0.0.1", "[::1]"];

    // What Kestrel takes for "every address", which would here mean "every name".
    private static readonly string[] Wildcards = ["*", "+", "0.0.0.0", "[::]"];

    public void Configure(HostFilteringOptions options)
    {
        options.AllowEmptyHosts = false;
        options.IncludeFailureMessage = false;
        if (string.IsNullOrWhiteSpace(configuration[Key]))
        {
            options.AllowedHosts = [.. Loopback, .. Named(addresses.Reachable)];
        }
    }

    private static IEnumerable<string> Named(IReadOnlyList<BindingAddress> reachable) => reachable.Count == 0
        ? []
        : reachable.Select(address => address.Host).Except(Wildcards).Append(Environment.MachineName);
}

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
