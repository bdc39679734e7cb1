using Aspire.Hosting.Publishing;

namespace MusicSync.AppHost.Services;

/// <summary>
/// Makes a parameter optional: without a value it is this text, and nobody is asked for one. A literal given to
/// <c>AddParameter</c> would win over the configuration.
/// </summary>
internal sealed class TextDefault(string text) : ParameterDefault
{
    public override string GetDefaultValue() => text;

    public override void WriteToManifest(ManifestPublishingContext context) => context.Writer.WriteString("value", text);
}
