using MusicSync.Worker.Matching.Titles;

namespace MusicSync.Worker.Matching.Scoring;

/// <summary>Says in words what kind of recording a track is.</summary>
internal static class Recording
{
    private static readonly (Recordings Kind, string Noun)[] Nouns =
    [
        (Recordings.Karaoke, "karaoke track"), (Recordings.Cover, "cover"), (Recordings.Live, "live version"),
        (Recordings.Rerecorded, "re-recording"), (Recordings.Instrumental, "instrumental"), (Recordings.Acoustic, "acoustic version"),
        (Recordings.Remix, "remix"), (Recordings.Demo, "demo"), (Recordings.Speed, "sped-up or slowed version"),
        (Recordings.Medley, "medley"), (Recordings.Language, "version in another language"),
        (Recordings.Arrangement, "rearrangement"), (Recordings.Alternate, "alternate version"), (Recordings.Extended, "longer version"),
        (Recordings.Piece, "intro, reprise or the like"), (Recordings.Mix, "different mix"), (Recordings.Version, "version"),
    ];

    /// <summary>The most telling kind, without article.</summary>
    public static string Noun(Recordings recordings) =>
        Nouns.FirstOrDefault(entry => (entry.Kind & recordings) != 0, (Kind: Recordings.None, Noun: "version")).Noun;

    /// <summary>The most telling kind, with article.</summary>
    public static string Phrase(Recordings recordings)
    {
        var noun = Noun(recordings);

        return "aeio".Contains(noun[0]) ? $"an {noun}" : $"a {noun}";
    }
}
