namespace MusicSync.LocalStack.Temporal;

/// <summary>Which Temporal a program may start for itself.</summary>
public enum TemporalMode
{
    /// <summary>The dev server where a Temporal CLI is found, otherwise the embedded stand-in.</summary>
    Auto,

    /// <summary>The dev server; without a Temporal CLI that is an error.</summary>
    Cli,

    /// <summary>The embedded stand-in, whatever else is there.</summary>
    Embedded,
}

/// <summary>
/// The one place that decides between Temporal's dev server and the embedded stand-in. Nothing is downloaded: what is not on
/// this machine is not used.
/// </summary>
/// <param name="Cli">The program of the dev server; null for the embedded stand-in.</param>
public sealed record TemporalChoice(string? Cli)
{
    /// <summary>The project whose program is the embedded stand-in.</summary>
    public const string EmbeddedProject = "MusicSync.EmbeddedTemporal";

    /// <summary>Whether it is the stand-in.</summary>
    public bool IsEmbedded => Cli is null;

    /// <summary>One line for whoever starts it: which Temporal this is, and what it lacks.</summary>
    public string Line => Cli is null
        ? "the embedded stand-in, for trying and testing: no web UI, no temporal commands. "
            + "A real server: https://docs.temporal.io/cli"
        : $"Temporal's dev server ({Cli})";

    /// <summary>Decides.</summary>
    /// <param name="mode">What was asked for.</param>
    /// <param name="findCli">Looks for the Temporal CLI.</param>
    /// <returns>The choice.</returns>
    /// <exception cref="FileNotFoundException">The dev server was asked for and is not there.</exception>
    public static TemporalChoice Make(TemporalMode mode, Func<string?> findCli)
    {
        ArgumentNullException.ThrowIfNull(findCli);
        return mode switch
        {
            TemporalMode.Embedded => new(Cli: null),
            TemporalMode.Cli => new(findCli() ?? throw new FileNotFoundException(
                $"No Temporal CLI was found. {TemporalCli.HowToGetOne}")),
            _ => new(findCli()),
        };
    }
}
