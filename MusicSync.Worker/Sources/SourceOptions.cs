using Microsoft.Extensions.Options;

namespace MusicSync.Worker.Sources;

/// <summary>Settings <c>Sources</c>.</summary>
internal sealed class SourceOptions
{
    public const string SectionName = "Sources";

    private static readonly char[] Separators = [',', ';', ' '];

    /// <summary>
    /// Hosts that lists may be fetched from although their addresses are not public, and by http: <c>nas.local</c>, or
    /// <c>localhost:8080</c> for one port, separated by commas; default none.
    /// </summary>
    public string? AllowedHosts { get; init; }

    public IReadOnlyList<string> Entries => AllowedHosts?.Split(Separators, StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Whether the host is named, for all its ports or for this one.</summary>
    public bool Names(string host, int port)
    {
        var name = host.Trim('[', ']');
        return Entries.Any(entry => Is(entry, name) || Is(entry, $"{name}:{port}") || Is(entry, $"[{name}]") || Is(entry, $"[{name}]:{port}"));
    }

    private static bool Is(string entry, string name) => entry.Equals(name, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Stops the start where an entry names no host, so that nobody waits for what it would allow.</summary>
internal sealed class SourceOptionsValidator : IValidateOptions<SourceOptions>
{
    public ValidateOptionsResult Validate(string? name, SourceOptions options)
    {
        string[] wrong = [.. options.Entries.Where(entry => !IsHost(entry))];
        return wrong.Length == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(wrong.Select(entry =>
                $"Sources:AllowedHosts has '{entry}', which is no host; write names only, such as nas.local or localhost:8080, in Sources__AllowedHosts."));
    }

    private static bool IsHost(string entry) => (Uri.CheckHostName(entry.Trim('[', ']')) != UriHostNameType.Unknown && !entry.EndsWith('.'))
        || (Uri.TryCreate($"http://{entry}", UriKind.Absolute, out var address) && address is { PathAndQuery: "/", UserInfo: "" } && !entry.EndsWith('/'));
}
