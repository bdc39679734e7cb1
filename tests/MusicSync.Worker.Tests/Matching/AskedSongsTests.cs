using MusicSync.Worker.Matching;

namespace MusicSync.Worker.Tests.Matching;

/// <summary>Cases of real doubt: neither taken nor called missing, with the reason in words.</summary>
public sealed class AskedSongsTests
{
    private const string TwoTracks = "the list does not say which track it means";
    private const string Perhaps = "perhaps the song";

    [Theory]
    [InlineData("Rod Stewart :: Maggie May / Reason to Believe", "Rod Stewart :: Maggie May", "Rod Stewart :: Reason to Believe")]
    [InlineData("The Who :: Won't Get Fooled Again", "The Who :: Won't Get Fooled Again | ms=511000", "The Who :: Won't Get Fooled Again - Single Edit | ms=218000")]
    [InlineData("Boney M. :: Rasputin", "Boney M. :: Rasputin | ms=351000", "Boney M. :: Rasputin - 7\" Version | ms=220000")]
    public void Row_ThatMayMeanEitherOfTwoTracks_IsAskedAboutUnlessThePolicyIsEager(string song, params string[] tracks)
    {
        AssertAsked(song, tracks, TwoTracks);
        Assert.Equal(Found.Uri(1), Found.Decide(song, tracks, MatchPolicy.Eager).Track?.Uri);
    }

    [Theory]
    [InlineData("The Who :: Won't Get Fooled Again | ms=511000")]
    [InlineData("The Who :: Won't Get Fooled Again - Album Version")]
    [InlineData("The Who :: Won't Get Fooled Again | album=Who's Next")]
    [InlineData("The Who :: Won't Get Fooled Again | isrc=GBAKW7100001")]
    public void Row_ThatSaysWhichCutItMeans_IsNotAskedAbout(string song)
    {
        string[] tracks =
        [
            "The Who :: Won't Get Fooled Again | ms=511000 | album=Who's Next | isrc=GBAKW7100001",
            "The Who :: Won't Get Fooled Again - Single Edit | ms=218000 | album=Singles",
        ];

        Assert.Equal(Found.Uri(1), Found.Decide(song, tracks).Track?.Uri);
    }

    [Theory]
    [InlineData("M.I.A. :: Paper", "MIA :: Paper", "the artist's name is abbreviated on one side only")]
    [InlineData("Lady Antebellum :: Downtown", "Lady A :: Downtown", "the artist's name is abbreviated on one side only")]
    [InlineData("Cherish :: Do It To It", "ACRAZE;Cherish :: Do It To It", "the first artist is another one")]
    [InlineData("Aerosmith :: Walk This Way", "Run-D.M.C.;Aerosmith :: Walk This Way", "the first artist is another one")]
    [InlineData("Timbaland, OneRepublic :: Apologize", "OneRepublic :: Apologize", "the first artist is another one")]
    [InlineData("Drake feat. Lil Wayne :: Forever", "Lil Baby;Lil Wayne :: Forever (feat. Lil Wayne)", "only guest artists agree")]
    public void Artist_WhoIsPerhapsSomebodyElse_IsAskedAbout(string song, string track, string reason) =>
        AssertAsked(song, [track], $"{Perhaps}: {reason}");

    [Theory]
    [InlineData("Ballin Entertainment :: Paradise", "Ballin Entertainment :: In Paradise")]
    [InlineData("Dimitri Vegas :: Turn It Up", "Dimitri Vegas :: Turn Up")]
    [InlineData("Don Diablo :: I Got Love", "Don Diablo :: Got The Love")]
    [InlineData("Enrique Iglesias :: Tonight (Song One Here)", "Enrique Iglesias :: Tonight (Other Words Entirely)")]
    public void Title_ThatIsOnlySimilar_IsAskedAbout(string song, string track) =>
        AssertAsked(song, [track], "only a similar title by this artist was found");

    [Theory]
    [InlineData("KC & the Sunshine Band :: Shake Your Booty - Live", "KC & the Sunshine Band :: Shake Your Booty", "the list asks for \"live\", this is another version")]
    [InlineData("Ed Sheeran :: The A Team (Live)", "Ed Sheeran :: The A Team | album=+", "the list asks for \"live\", this is another version")]
    [InlineData("The Beatles :: Yesterday | album=Help!", "The Beatles :: Yesterday - Live | album=Anthology", "a live version (live)")]
    [InlineData("Martin Garrix :: Animals", "Martin Garrix :: Animals - Victor Niglio & Martin Garrix Remix", "a remix (victor niglio and martin garrix remix)")]
    [InlineData("Chubby Checker :: The Twist", "Chubby Checker :: The Twist - Re-Recorded In Stereo", "a re-recording (re recorded in stereo)")]
    [InlineData("Deep Chills, HUTS :: Run Free", "Deep Chills;IVIE :: Run Free", "a version with other guests")]
    [InlineData("Poolside feat. DRAMA :: I Feel High", "Poolside;L'Impératrice :: I Feel High (with L'Impératrice)", "a version with other guests")]
    [InlineData("Tiësto :: Take Me - Original Mix", "Tiësto :: Take Me - Radio Edit", "a radio edit, the list asks for the \"original mix\"")]
    [InlineData("TOKiMONSTA :: Come and Go", "TOKiMONSTA :: Come and Go - Damian Lazarus Re-Shape", "a remix (damian lazarus re shape)")]
    [InlineData("112 :: Only You", "112 :: Only You (Bad Boy Remix)", "a remix (bad boy remix)")]
    public void Recording_ThatIsAnotherOne_IsAskedAbout(string song, string track, string reason) =>
        AssertAsked(song, [track], $"only another recording was found: {reason}");

    private static void AssertAsked(string song, string[] tracks, string reason)
    {
        var decision = Found.Decide(song, tracks);

        Assert.Equal((MatchOutcome.Review, (ChosenTrack?)null), (decision.Outcome, decision.Track));
        Assert.StartsWith(reason, decision.Reasons[0], StringComparison.Ordinal);
        Assert.Equal(tracks.Length, decision.Candidates.Count);
    }
}
