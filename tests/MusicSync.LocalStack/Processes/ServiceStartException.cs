namespace MusicSync.LocalStack.Processes;

/// <summary>A service did not become ready; the message holds the end of its log.</summary>
/// <param name="message">Which service, why, and its last lines.</param>
public sealed class ServiceStartException(string message) : Exception(message);
