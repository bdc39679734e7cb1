using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace MusicSync.EmbeddedTemporal.Tests.Servers;

/// <summary>A scenario's two runs: on the embedded server and, where there is one, on the real server.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnBothServersAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(
        MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. Enum.GetValues<Server>().Select(server => new TheoryDataRow<Server>(server))]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
