using MusicSync.LocalStack.Temporal;

namespace MusicSync.EndToEnd.Tests.Fixtures;

/// <summary>What the environment says about a whole run.</summary>
internal static class TestRun
{
    /// <summary>
    /// <c>cli</c> or <c>embedded</c>: the Temporal of every stack. Otherwise it is the dev server where a CLI is found and
    /// the embedded stand-in where not, so that no test is skipped for lack of Temporal.
    /// </summary>
    private const string TemporalVariable = "MUSICSYNC_E2E_TEMPORAL";

    private const string RequiredVariable = "MUSICSYNC_REQUIRE_E2E";

    public static TemporalMode Temporal => Environment.GetEnvironmentVariable(TemporalVariable) switch
    {
        null or "" or "auto" => TemporalMode.Auto,
        "cli" => TemporalMode.Cli,
        "embedded" => TemporalMode.Embedded,
        var other => throw new InvalidOperationException($"{TemporalVariable} is auto, cli or embedded, not '{other}'."),
    };

    /// <summary>The word for <see cref="Temporal"/> on the local stack's command line.</summary>
    public static string TemporalWord => Temporal switch
    {
        TemporalMode.Cli => "cli",
        TemporalMode.Embedded => "embedded",
        _ => "auto",
    };

    /// <summary>Whether what is missing (Node, for other clients) is a failure: in CI, and wherever somebody asked for all tests.</summary>
    public static bool IsRequired => IsSet("CI", "true") || IsSet(RequiredVariable, "1");

    private static bool IsSet(string variable, string value) =>
        string.Equals(Environment.GetEnvironmentVariable(variable), value, StringComparison.OrdinalIgnoreCase);
}
