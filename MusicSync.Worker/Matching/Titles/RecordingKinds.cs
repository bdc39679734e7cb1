namespace MusicSync.Worker.Matching.Titles;

/// <summary>What makes a track another recording than the plain one of the same song.</summary>
[Flags]
internal enum Recordings
{
    None = 0,
    Live = 1 << 0,
    Remix = 1 << 1,
    Mix = 1 << 2,
    Acoustic = 1 << 3,
    Instrumental = 1 << 4,
    Karaoke = 1 << 5,
    Cover = 1 << 6,
    Demo = 1 << 7,
    Rerecorded = 1 << 8,
    Speed = 1 << 9,
    Medley = 1 << 10,
    Language = 1 << 11,
    Arrangement = 1 << 12,
    Alternate = 1 << 13,
    Extended = 1 << 14,
    Piece = 1 << 15,
    Version = 1 << 16,
}
