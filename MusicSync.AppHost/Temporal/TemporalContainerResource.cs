namespace MusicSync.AppHost.Temporal;

/// <summary>The dev server as a container.</summary>
internal sealed class TemporalContainerResource(string name) : ContainerResource(name), ITemporalResource;
