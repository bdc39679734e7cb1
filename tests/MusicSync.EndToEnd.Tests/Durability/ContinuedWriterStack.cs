using System.Globalization;
using MusicSync.LocalStack;

namespace MusicSync.EndToEnd.Tests.Durability;

/// <summary>A stack whose writers go on in a new run every few steps, and take little on.</summary>
public sealed class ContinuedWriterStack : DurabilityStack
{
    /// <summary>Rows a writer may have in hand.</summary>
    internal const int MaxCarriedTracks = 600;

    /// <inheritdoc/>
    protected override LocalStackOptions Options => base.Options with
    {
        Environment = new Dictionary<string, string>
        {
            ["Writer__ContinueAsNewAfterSteps"] = "2",
            ["Writer__MaxCarriedTracks"] = MaxCarriedTracks.ToString(CultureInfo.InvariantCulture),
        },
    };
}
