using MusicSync.LocalStack.Processes;

namespace MusicSync.LocalStack.Temporal;

/// <summary>Finds the Temporal CLI, which is the dev server too.</summary>
/// <param name="environment">Reads an environment variable.</param>
/// <param name="baseDirectory">A folder inside the checkout.</param>
internal sealed class TemporalCli(Func<string, string?> environment, string baseDirectory)
{
    /// <summary>Names the program; wins over every other place.</summary>
    public const string PathVariable = "TEMPORAL_CLI_PATH";

    /// <summary>What to do when there is none.</summary>
    public const string HowToGetOne =
        "Install the Temporal CLI (https://docs.temporal.io/cli) so that 'temporal' is on PATH, or set " + PathVariable
        + " to the program.";

    private const string Name = "temporal";

    public static TemporalCli OfThisProcess { get; } =
        new(Environment.GetEnvironmentVariable, AppContext.BaseDirectory);

    /// <returns>The program, or null when there is none on this machine.</returns>
    /// <exception cref="FileNotFoundException">The variable names a program that is not there.</exception>
    public string? Find() => FindInstalled() ?? BesideCheckout();

    /// <returns>The program that the variable names or that is on PATH, or null.</returns>
    /// <exception cref="FileNotFoundException">The variable names a program that is not there.</exception>
    public string? FindInstalled() => FromVariable() ?? ExecutableSearch.OnPath(Name, environment("PATH"));

    // A wrong path is a mistake to report, not a reason to run some other version.
    private string? FromVariable() => environment(PathVariable) switch
    {
        null or "" => null,
        var file when ExecutableSearch.IsExecutable(file) => Path.GetFullPath(file),
        var file => throw new FileNotFoundException($"{PathVariable} names '{file}', which is not a program.", file),
    };

    private string? BesideCheckout()
    {
        if (RepositoryRoot.FindFrom(baseDirectory) is not { } root)
        {
            return null;
        }

        var file = Path.GetFullPath(Path.Combine(root, "..", "shared", "bin", Name));
        return ExecutableSearch.IsExecutable(file) ? file : null;
    }
}
