using System.Text.RegularExpressions;
using MusicSync.AppHost.Running;
using MusicSync.LocalStack.Temporal;

namespace MusicSync.AppHost.Temporal;

/// <summary>What answers as Temporal in a run on this machine.</summary>
internal abstract partial record TemporalSource
{
    /// <summary>Setting that chooses it.</summary>
    public const string ModeKey = "Temporal:Mode";

    private TemporalSource()
    {
    }

    /// <summary>A sentence for the console where the choice was not the user's; or null.</summary>
    public string? Note { get; private init; }

    /// <summary>Decides which.</summary>
    /// <param name="mode"><c>auto</c> (also null and empty), <c>container</c>, <c>cli</c> or its older name <c>process</c>, <c>embedded</c>, or <c>host:port</c>.</param>
    /// <param name="engine">Asks for a container engine; asked for <c>auto</c> only.</param>
    /// <param name="cli">Finds the Temporal CLI; null when there is none.</param>
    /// <exception cref="RefusedException">What was named is not there, or the mode is none; the message says what to do.</exception>
    public static TemporalSource Choose(string? mode, Func<ContainerEngine> engine, Func<string?> cli) => mode switch
    {
        null or "" or "auto" => Auto(engine(), cli),
        "container" => new Container(),
        "cli" or "process" => new Cli(cli() ?? throw new RefusedException(
            $"{ModeKey} is '{mode}' and there is no Temporal CLI. Install it (https://docs.temporal.io/cli) so that 'temporal' is on PATH, or name it with TEMPORAL_CLI_PATH.")),
        "embedded" => new Embedded { Note = EmbeddedNote },
        _ when HostAndPort().IsMatch(mode) => new Running(mode),
        _ => throw new RefusedException(
            $"{ModeKey} is '{mode}'; it must be 'auto', 'container', 'cli', 'embedded', or the host:port of a server that runs already."),
    };

    private static TemporalSource Auto(ContainerEngine engine, Func<string?> cli)
    {
        if (engine.Program is not null)
        {
            return new Container();
        }

        return cli() is { } program
            ? new Cli(program) { Note = $"No container engine answers ({engine.Report}); Temporal runs as a process, {program}." }
            : new Embedded { Note = $"No container engine answers ({engine.Report}), and there is no Temporal CLI. {EmbeddedNote}" };
    }

    private static string EmbeddedNote =>
        $"Temporal is {TemporalChoice.Make(TemporalMode.Embedded, () => null).Line}";

    [GeneratedRegex(@"^[A-Za-z0-9.\-]+:[0-9]{1,5}$|^\[[0-9A-Fa-f:]+\]:[0-9]{1,5}$")]
    private static partial Regex HostAndPort();

    /// <summary>Its dev server as a container.</summary>
    public sealed record Container : TemporalSource;

    /// <summary>Its dev server as a process of the Temporal CLI.</summary>
    /// <param name="Program">The CLI.</param>
    public sealed record Cli(string Program) : TemporalSource;

    /// <summary>The embedded stand-in, which every machine has.</summary>
    public sealed record Embedded : TemporalSource;

    /// <summary>A server that is somebody else's.</summary>
    /// <param name="Address">As <c>host:port</c>.</param>
    public sealed record Running(string Address) : TemporalSource;
}
