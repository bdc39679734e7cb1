using System.Text.RegularExpressions;

namespace MusicSync.Worker.Matching.Titles;

/// <summary>The words that tell versions apart, looked for in folded text and as whole words only.</summary>
internal static partial class VersionWords
{
    private static readonly (RecordingKinds Kind, Regex Words)[] RecordingWords =
    [
        (RecordingKinds.Karaoke, Karaoke()), (RecordingKinds.Cover, Cover()), (RecordingKinds.Live, Live()), (RecordingKinds.Acoustic, Acoustic()),
        (RecordingKinds.Instrumental, Instrumental()), (RecordingKinds.Demo, Demo()), (RecordingKinds.Rerecorded, Rerecorded()),
        (RecordingKinds.Speed, Speed()), (RecordingKinds.Medley, Medley()), (RecordingKinds.Language, Language()),
        (RecordingKinds.Arrangement, Arrangement()), (RecordingKinds.Alternate, Alternate()), (RecordingKinds.Extended, Extended()),
        (RecordingKinds.Piece, Piece()), (RecordingKinds.Remix, Remix()),
    ];

    private static readonly (Editions Kind, Regex Words)[] EditionWords =
    [
        (Editions.Remaster, Remaster()), (Editions.Single, Single()), (Editions.Album, Album()), (Editions.RadioEdit, RadioEdit()),
        (Editions.Soundtrack, Soundtrack()), (Editions.Mono, Mono()), (Editions.Stereo, Stereo()), (Editions.Explicit, Explicit()),
        (Editions.Clean, Clean()), (Editions.Bonus, Bonus()), (Editions.Year, Year()), (Editions.Original, Original()),
    ];

    /// <summary>Other-recording words of a folded text.</summary>
    public static RecordingKinds RecordingsIn(string folded) =>
        RecordingWords.Aggregate(RecordingKinds.None, (found, entry) => entry.Words.IsMatch(folded) ? found | entry.Kind : found);

    /// <summary>Other-edition words of a folded text.</summary>
    public static Editions EditionsIn(string folded) =>
        EditionWords.Aggregate(Editions.None, (found, entry) => entry.Words.IsMatch(folded) ? found | entry.Kind : found);

    /// <summary>Whether the text only says that this is the plain recording ("Original Mix", "Album Mix").</summary>
    [GeneratedRegex(@"\b(original|main|album|single|stereo|mono|lp) (radio |single )?(mix|edit|version)\b")]
    public static partial Regex PlainMix();

    /// <summary>A bare "mix": often the hit itself, often not; nobody can tell from the words.</summary>
    [GeneratedRegex(@"\b(mix|mixed|rmx)\b")]
    public static partial Regex Mix();

    /// <summary>A bare "edit" or "version", after which only a name or an adjective says what it is.</summary>
    [GeneratedRegex(@"\b(version|versione|ver|edit|take|performance|dueto|duet)\b")]
    public static partial Regex Version();

    [GeneratedRegex(
        @"\b(karaoke|tribute|in the style of|made famous|made popular|originally (performed|recorded|sung)|"
        + @"performance track|backing (track|version)|demonstration|sing ?along|minus one)\b")]
    private static partial Regex Karaoke();

    [GeneratedRegex(@"\b(cover|covers|covered)\b")]
    private static partial Regex Cover();

    [GeneratedRegex(
        @"\b(live|en vivo|ao vivo|en directo|dal vivo|in concert|en concierto|concert|unplugged|sessions?|"
        + @"recorded (at|live)|spotify singles|on stage)\b")]
    private static partial Regex Live();

    [GeneratedRegex(
        @"\b(acoustic|acoustica|acustic[ao]?|acoustique|akustik|akustyczna|stripped|piano (version|solo)|"
        + @"unplugged)\b")]
    private static partial Regex Acoustic();

    [GeneratedRegex(@"\b(instrumental|instrumentals|a ?cappella|acapella|no vocals)\b")]
    private static partial Regex Instrumental();

    [GeneratedRegex(@"\b(demo|demos|rehearsal|outtake|work tape|rough mix)\b")]
    private static partial Regex Demo();

    [GeneratedRegex(
        @"\b(re ?record(ed|ing|ings)?|rerecord(ed|ing)?|new(ly)? record(ed|ing)|new version|remake|re ?made|"
        + @"\w+s version of)\b|\btaylors version\b")]
    private static partial Regex Rerecorded();

    [GeneratedRegex(@"\b(sped up|speed up|slowed|nightcore|chopped|reverb)\b")]
    private static partial Regex Speed();

    [GeneratedRegex(@"\b(medley|mash ?up|megamix|mix cut)\b")]
    private static partial Regex Medley();

    [GeneratedRegex(
        @"^(english|ingles|spanish|espanola?|spanglish|german|deutsch|french|francaise?|italian|italiano|"
        + @"japanese|korean|chinese|mandarin|portuguese|portugues|russian|jp|kr)$|\b(english|ingles|spanish|"
        + @"espanola?|spanglish|german|deutsch|french|francaise?|italian|italiano|japanese|korean|chinese|"
        + @"mandarin|portuguese|portugues|russian|jp|kr)\b.*\b(version|ver|edit|mix)\b|\b(version|ver|"
        + @"en) (english|ingles|spanish|espanola?|spanglish|german|deutsch|french|francaise?|italian|italiano|"
        + @"japanese|korean|chinese|mandarin|portuguese|portugues|russian|jp|kr)\b")]
    private static partial Regex Language();

    [GeneratedRegex(
        @"\b(orchestral|orchestra|symphonic|string quartet|choir|a ?capella|music box|lullaby|chiptune|8 bit|"
        + @"ballad|ballade|bossa nova|salsa|bachata|reggae|country|jazz|lofi|lo fi)( version| ver| mix| edit|$)")]
    private static partial Regex Arrangement();

    [GeneratedRegex(@"\b(alternate|alternative|alt|early|reimagined|revisited|vip|dub|dubstep)\b")]
    private static partial Regex Alternate();

    // 12" is a longer cut, 7" the single.
    [GeneratedRegex(
        @"\b(extended|long|longer|full length|12|12 inch|club)\b( \w+)? ?\b(mix|version|edit)\b|^extended$|"
        + @"^12$|\bfull album version\b")]
    private static partial Regex Extended();

    [GeneratedRegex(
        @"^(interlude|intro|outro|skit|prelude|spoken)\b|\b(reprise|commentary|voice memo|operatic section|"
        + @"end titles?|end credits)\b")]
    private static partial Regex Piece();

    [GeneratedRegex(@"\b(remix|remixed|remixes|bootleg|rework|reworked|flip|refix|re ?shape|re ?wire)\b")]
    private static partial Regex Remix();

    [GeneratedRegex(
        @"\b(re ?master(ed|izado|isee?|isiert)?|remasterizad[ao]|remasterizacion|"
        + @"digital(ly)? (re)?master(ed)?|re ?eqd|master recording|single master)\b")]
    private static partial Regex Remaster();

    [GeneratedRegex(@"\b(single|7|7 inch|45)( (version|edit|mix|master))?\b")]
    private static partial Regex Single();

    [GeneratedRegex(@"\b(album|lp|ep|deluxe|greatest hits|anniversary|special edition) ?(version|edit|edition)?\b")]
    private static partial Regex Album();

    [GeneratedRegex(@"\b(radio (edit|version|cut)|short (edit|version|radio edit)|video (edit|version)|edit|edited)\b")]
    private static partial Regex RadioEdit();

    [GeneratedRegex(
        @"^(music |song |songs |original song |love theme |main theme |theme |featured |as (heard|seen|"
        + @"featured) in )?from |^featured in |\b(soundtrack|motion picture|theme from|love theme|film version|"
        + @"movie version)\b")]
    private static partial Regex Soundtrack();

    [GeneratedRegex(@"\bmono\b")]
    private static partial Regex Mono();

    [GeneratedRegex(@"\bstereo\b")]
    private static partial Regex Stereo();

    [GeneratedRegex(@"\b(explicit|dirty|uncensored)\b")]
    private static partial Regex Explicit();

    [GeneratedRegex(@"\b(clean|censored|amended|edited)\b")]
    private static partial Regex Clean();

    [GeneratedRegex(@"\b(bonus|bonus track|pre ?order|exclusive)\b")]
    private static partial Regex Bonus();

    [GeneratedRegex(@"^(19|20)\d\d$")]
    private static partial Regex Year();

    [GeneratedRegex(
        @"^(main|new|original|official|personal|standard)$|\b(original|official|main) (hit |album |single |"
        + @"mono |stereo |radio |main |club )*(version|recording|mix|title|edit|audio)\b|\bhit version\b")]
    private static partial Regex Original();
}
