using System.Reflection;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Temporal;

namespace MusicSync.EndToEnd.Tests.Failures;

/// <summary>A kind of failure that nobody has seen happen in real processes is one that nobody knows the end of.</summary>
public sealed class FailureTableTests
{
    public static TheoryData<string> Kinds => [.. ConstantsOf(typeof(McpFailureKind)).Concat(ConstantsOf(typeof(ActivityFailureTypes)))];

    private static readonly IReadOnlySet<string> Named = typeof(FailureTableTests).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods().Cast<MemberInfo>().Append(type))
        .SelectMany(member => member.GetCustomAttributes<FailureAttribute>())
        .SelectMany(attribute => attribute.Kinds)
        .ToHashSet();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EveryKind_HasATestThatNamesIt(string kind) => Assert.Contains(kind, Named);

    private static IEnumerable<string> ConstantsOf(Type type) => type
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(field => field.IsLiteral)
        .Select(field => (string)field.GetRawConstantValue()!);
}
