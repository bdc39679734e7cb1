using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using MusicSync.McpHost.Failures;
using MusicSync.McpHost.Settings;

namespace MusicSync.McpHost.Authorization;

/// <summary>Where somebody signs in to this host, for whoever has to be told.</summary>
internal sealed class SignInAddress(IOptions<SpotifyOptions> options, IServiceProvider services)
{
    public const string Path = "/signin";
    public const string CallbackPath = Path + "/callback";

    /// <summary>The page; null where the host is reached by a name it does not know, and over standard input and output.</summary>
    public Uri? Page => options.Value.RedirectUri is { } redirect
        ? new Uri(redirect, Path)
        : Addresses().Select(Loopback).FirstOrDefault(page => page is not null);

    /// <summary>What to do, in a sentence.</summary>
    public string HowTo => Page is { } page
        ? $"Sign in at {page}."
        : "Sign in with `MusicSync.McpHost --sign-in`, or set Spotify__RedirectUri to the public address that ends in /signin/callback.";

    /// <summary>Adds to a failure that a sign-in mends where to sign in.</summary>
    public SpotifyFailure AddTo(SpotifyFailure failure) => Mends(failure) ? failure with { Text = $"{failure.Text} {HowTo}" } : failure;

    /// <summary>Whether calls go on once somebody has signed in.</summary>
    public static bool Mends(SpotifyFailure failure) => failure.Kind is FailureKind.Unauthorized or FailureKind.InsufficientScope;

    private IEnumerable<string> Addresses() =>
        services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];

    // Never localhost, which Spotify refuses.
    private static Uri? Loopback(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttp && IsLoopback(uri.Host)
            ? new Uri($"http://127.0.0.1:{uri.Port}{Path}")
            : null;

    // Nobody can own a name under .localhost (RFC 6761), where the Aspire dashboard has its links.
    public static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
