using Microsoft.AspNetCore.HostFiltering;
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
