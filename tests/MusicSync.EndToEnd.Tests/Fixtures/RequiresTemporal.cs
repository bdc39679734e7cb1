using MusicSync.LocalStack.Temporal;

namespace MusicSync.EndToEnd.Tests.Fixtures;

/// <summary>
/// One rule for every test that needs a Temporal server: without the CLI it is skipped on a developer's machine, and
/// runs (that is, fails unless the SDK can download one) where end-to-end tests are required.
/// </summary>
internal static class RequiresTemporal
{
    private const string RequiredVariable = "MUSICSYNC_REQUIRE_E2E";

    private static readonly string SkipReason =
        $"No Temporal CLI was found. {TemporalCli.HowToGetOne} With {RequiredVariable}=1 or CI=true this is a failure.";

    /// <summary>Whether the test may go on; false means it is to be skipped.</summary>
    public static bool IsMet => IsRequired || TemporalCli.OfThisProcess.Find() is not null;

    public static void OrSkip() => Assert.SkipUnless(IsMet, SkipReason);

    /// <summary>Whether what is missing is a failure: in CI, and wherever somebody asked for all tests.</summary>
    public static bool IsRequired => IsSet("CI", "true") || IsSet(RequiredVariable, "1");

    private static bool IsSet(string variable, string value) =>
        string.Equals(Environment.GetEnvironmentVariable(variable), value, StringComparison.OrdinalIgnoreCase);
}
