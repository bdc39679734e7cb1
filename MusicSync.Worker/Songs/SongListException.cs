namespace MusicSync.Worker.Songs;

/// <summary>The input as a whole cannot be read as a song list; the message says what to send instead.</summary>
/// <param name="message">What is wrong and what to do about it.</param>
public sealed class SongListException(string message) : Exception(message);
