namespace MusicSync.Worker.Matching.Titles;

/// <summary>What names another edition of the same recording.</summary>
[Flags]
internal enum Editions
{
    None = 0,
    Remaster = 1 << 0,
    Single = 1 << 1,
    Album = 1 << 2,
    RadioEdit = 1 << 3,
    Soundtrack = 1 << 4,
    Mono = 1 << 5,
    Stereo = 1 << 6,
    Explicit = 1 << 7,
    Clean = 1 << 8,
    Bonus = 1 << 9,
    Year = 1 << 10,
    Original = 1 << 11,
    Other = 1 << 12,
}
