using MusicSync.LocalStack;

namespace MusicSync.EndToEnd.Tests.Durability;

/// <summary>Two workers, so that one can take over while the other is still there.</summary>
public class TwoWorkersStack : DurabilityStack
{
    /// <inheritdoc/>
    protected override LocalStackOptions Options => base.Options with { Workers = 2 };
}
