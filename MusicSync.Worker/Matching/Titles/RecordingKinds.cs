namespace MusicSync.Worker.Matching.Titles;

/// <summary>What makes a track another recording than the plain one of the same song.</summary>
[Flags]
internal enum RecordingKinds
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

/// <summary>Says in words what kind of recording a track is, and how far that is from the plain one.</summary>
internal static class RecordingWords
{
    private static readonly (RecordingKinds Kind, string Noun, double Distance)[] Kinds =
    [
        (RecordingKinds.Karaoke, "karaoke track", 0.4),
        (RecordingKinds.Cover, "cover", 0.4),
        (RecordingKinds.Live, "live version", 0.15),
        (RecordingKinds.Rerecorded, "re-recording", 0.15),
        (RecordingKinds.Instrumental, "instrumental", 0.35),
        (RecordingKinds.Acoustic, "acoustic version", 0.15),
        (RecordingKinds.Remix, "remix", 0.2),
        (RecordingKinds.Demo, "demo", 0.25),
        (RecordingKinds.Speed, "sped-up or slowed version", 0.3),
        (RecordingKinds.Medley, "medley", 0.3),
        (RecordingKinds.Language, "version in another language", 0.25),
        (RecordingKinds.Arrangement, "rearrangement", 0.25),
        (RecordingKinds.Alternate, "alternate version", 0.15),
        (RecordingKinds.Extended, "longer version", 0.1),
        (RecordingKinds.Piece, "intro, reprise or the like", 0.35),
        (RecordingKinds.Mix, "different mix", 0.1),
        (RecordingKinds.Version, "version", 0.1),
    ];

    /// <summary>The most telling kind, without article.</summary>
    public static string Noun(this RecordingKinds recordings) =>
        Kinds.FirstOrDefault(entry => (entry.Kind & recordings) != 0, (RecordingKinds.None, "version", 0)).Noun;

    /// <summary>How far such a recording is from the plain one, for ranking what is no longer the same.</summary>
    public static double Distance(this RecordingKinds recordings) =>
        Kinds.Where(entry => (entry.Kind & recordings) != 0).Sum(entry => entry.Distance);

    /// <summary>The most telling kind, with article.</summary>
    public static string WithArticle(this RecordingKinds recordings)
    {
        var noun = recordings.Noun();

        return "aeio".Contains(noun[0]) ? $"an {noun}" : $"a {noun}";
    }
}
