namespace MusicSync.Worker.Matching.Titles;

/// <summary>Says in words what kind of recording a track is.</summary>
internal static class Recording
{
    private static readonly (Recordings Kind, string Noun, double Distance)[] Kinds =
    [
        (Recordings.Karaoke, "karaoke track", 0.4),
        (Recordings.Cover, "cover", 0.4),
        (Recordings.Live, "live version", 0.15),
        (Recordings.Rerecorded, "re-recording", 0.15),
        (Recordings.Instrumental, "instrumental", 0.35),
        (Recordings.Acoustic, "acoustic version", 0.15),
        (Recordings.Remix, "remix", 0.2),
        (Recordings.Demo, "demo", 0.25),
        (Recordings.Speed, "sped-up or slowed version", 0.3),
        (Recordings.Medley, "medley", 0.3),
        (Recordings.Language, "version in another language", 0.25),
        (Recordings.Arrangement, "rearrangement", 0.25),
        (Recordings.Alternate, "alternate version", 0.15),
        (Recordings.Extended, "longer version", 0.1),
        (Recordings.Piece, "intro, reprise or the like", 0.35),
        (Recordings.Mix, "different mix", 0.1),
        (Recordings.Version, "version", 0.1),
    ];

    /// <summary>The most telling kind, without article.</summary>
    public static string Noun(Recordings recordings) =>
        Kinds.FirstOrDefault(entry => (entry.Kind & recordings) != 0, (Recordings.None, "version", 0)).Noun;

    /// <summary>How far such a recording is from the plain one, for ranking what is no longer the same.</summary>
    public static double Distance(Recordings recordings) =>
        Kinds.Where(entry => (entry.Kind & recordings) != 0).Sum(entry => entry.Distance);

    /// <summary>The most telling kind, with article.</summary>
    public static string Phrase(Recordings recordings)
    {
        var noun = Noun(recordings);

        return "aeio".Contains(noun[0]) ? $"an {noun}" : $"a {noun}";
    }
}
