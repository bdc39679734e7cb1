using Aspire.Hosting.Publishing;

namespace MusicSync.AppHost.Spotify;

/// <summary>Makes a parameter optional: without a value it is empty, and nobody is asked for one.</summary>
internal sealed class EmptyDefault : ParameterDefault
{
    public override string GetDefaultValue() => "";

    public override void WriteToManifest(ManifestPublishingContext context) => context.Writer.WriteString("value", "");
}
