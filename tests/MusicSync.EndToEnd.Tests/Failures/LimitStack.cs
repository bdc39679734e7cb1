using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.LocalStack;

namespace MusicSync.EndToEnd.Tests.Failures;

/// <summary>
/// A stack that sends one call at a time, so that a call which comes during a cool-down was sent in it and not before, and
/// that counts 2 s as a long wait.
/// </summary>
public sealed class LimitStack : DurabilityStack
{
    /// <inheritdoc/>
    protected override LocalStackOptions Options => base.Options with
    {
        Environment = new Dictionary<string, string>
        {
            ["Gate__Concurrency"] = "1",
            ["Gate__BulkConcurrency"] = "1",
            ["Pauses__WriteFirst"] = "00:00:10",
        },
    };
}
