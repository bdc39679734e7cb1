namespace MusicSync.AppHost.Temporal;

/// <summary>The dev server as a process of the Temporal CLI, for machines without a container runtime.</summary>
internal sealed class TemporalProcessResource(string name, string command, string workingDirectory)
    : ExecutableResource(name, command, workingDirectory), ITemporalResource;
