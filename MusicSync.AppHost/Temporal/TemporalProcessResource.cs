namespace MusicSync.AppHost.Temporal;

/// <summary>A server as a process, for machines without a container runtime: that of the Temporal CLI, or the stand-in.</summary>
internal sealed class TemporalProcessResource(string name, string command, string workingDirectory)
    : ExecutableResource(name, command, workingDirectory), ITemporalResource;
