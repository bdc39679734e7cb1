using Xunit.v3;

namespace MusicSync.EndToEnd.Tests.Failures;

/// <summary>
/// Names the failures that a test provokes, as the MCP boundary and Temporal call them; <see cref="FailureTableTests"/> sees to
/// it that each has one.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class FailureAttribute(params string[] kinds) : Attribute, ITraitAttribute
{
    private const string Trait = "failure";

    public IReadOnlyList<string> Kinds => kinds;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [.. kinds.Select(kind => KeyValuePair.Create(Trait, kind))];
}
