namespace MusicSync.Worker.Pages.Views;

/// <summary>The page that asks for the key.</summary>
/// <param name="GoOn">Where to go with it.</param>
/// <param name="IsWrong">Whether the one that was typed is not the key.</param>
/// <param name="IsOpen">Whether this service has no key at all.</param>
/// <param name="IsKnown">Whether this browser has it already.</param>
public sealed record KeyView(string GoOn, bool IsWrong, bool IsOpen, bool IsKnown);
