using System.CommandLine;
using MusicSync.LocalStack.Temporal;

namespace MusicSync.Benchmarks.Temporal;

/// <summary>The option of every verb that starts a stack.</summary>
internal static class TemporalOption
{
    public static Option<TemporalMode> Create() => new("--temporal") { Description = "Which Temporal: auto, cli or embedded." };
}
