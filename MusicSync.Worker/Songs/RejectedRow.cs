namespace MusicSync.Worker.Songs;

/// <summary>A row of the input that names no usable song; the rest of the list goes on.</summary>
/// <param name="Line">Where it stands in the input, counted as <see cref="Song.Line"/>.</param>
/// <param name="Text">The row itself, at most 200 characters.</param>
/// <param name="Reason">What is wrong and what to do about it.</param>
public sealed record RejectedRow(int Line, string Text, string Reason);
