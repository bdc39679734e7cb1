using System.Collections;
using System.Globalization;

namespace MusicSync.LocalStack;

/// <summary>
/// Environment of a service: the caller's own (so that <c>OTEL_*</c> passes through) without what would lead it out of
/// the stack, then what the stack says, then what the caller of the stack insists on.
/// </summary>
internal sealed class ServiceEnvironment(LocalStackOptions options, IDictionary inherited)
{
    private const string Temporal = "TEMPORAL_";
    private const string WriteXorExecute = "DOTNET_EnableWriteXorExecute";

    // Another Temporal cluster, another Spotify app, other addresses or a key to enter, from the user's shell.
    private static readonly string[] LeadsElsewhere =
    [
        Temporal, "ConnectionStrings__", "services__", "Spotify__Client", "Spotify__Refresh", "Access__",
        "ASPNETCORE_", "DOTNET_URLS",
    ];

    public IReadOnlyDictionary<string, string?> For(
        string telemetryName, Uri url, params (string Name, string Value)[] own)
    {
        var variables = inherited.Keys.Cast<string>().Where(IsUnwanted).ToDictionary(name => name, _ => (string?)null);
        // Only Development serves static files out of a build output that was never published.
        variables["ASPNETCORE_ENVIRONMENT"] = "Development";
        // Nothing here reads changed settings, and a watch takes one of the 128 inotify instances that Linux gives a user.
        variables["DOTNET_hostBuilder__reloadConfigOnChange"] = "false";
        variables["ASPNETCORE_URLS"] = url.GetLeftPart(UriPartial.Authority);
        variables["OTEL_SERVICE_NAME"] = telemetryName;
        if (!inherited.Contains(WriteXorExecute))
        {
            // A defence against code written into a process, and dear while it compiles: not where everything is on loopback.
            variables[WriteXorExecute] = "0";
        }

        if (options.TimeScale is { } scale)
        {
            variables["MusicSync__TimeScale"] = scale.ToString(CultureInfo.InvariantCulture);
        }

        foreach (var (name, value) in own.Concat(options.Environment.Select(pair => (pair.Key, pair.Value))))
        {
            variables[name] = value;
        }

        return variables;
    }

    private bool IsUnwanted(string name) => LeadsElsewhere
        .Where(start => start != Temporal || options.TemporalAddress is null)
        .Any(start => name.StartsWith(start, StringComparison.OrdinalIgnoreCase));
}
