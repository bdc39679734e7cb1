namespace MusicSync.McpHost.Failures;

/// <summary>An argument that was refused before anything was sent.</summary>
internal sealed class InvalidArgumentException(string argument, string problem)
    : Exception($"Argument '{argument}' {problem}");
