using MusicSync.Worker.Matching;

namespace MusicSync.Worker.Tests.Matching;

/// <summary>Cases in which the right recording is not among the tracks: none of them may be accepted.</summary>
public sealed class RefusedTracksTests
{
    [Theory]
    [InlineData("Red Hot Chili Peppers :: Dani California", "Red Hot Chili Peppers :: Californication")]
    [InlineData("Red Hot Chili Peppers :: Under The Bridge", "Red Hot Chili Peppers :: Around the World")]
    [InlineData("The Beatles :: Yesterday (Remastered 2015)", "The Beatles :: Hey Jude (Remastered 2009)")]
    [InlineData("Blue Rodeo :: Try (2012 Remaster)", "Blue Rodeo :: Is It You (2012 Remaster)")]
    [InlineData("久石譲 :: 幸せの日々", "久石譲 :: 家探し")]
    [InlineData("Anouar Brahem :: The Astounding Eyes of Rita", "Anouar Brahem :: Opening Day")]
    [InlineData("DJ Goja :: Mi Gente", "DJ Goja :: Mi Chico")]
    [InlineData("The Beach Boys :: Surfin", "The Beach Boys :: Surfin' U.S.A.")]
    [InlineData("Janet Jackson :: Again", "Janet Jackson :: Together Again")]
    [InlineData("Ed Sheeran :: Don't", "Ed Sheeran :: I Don't Care")]
    [InlineData("Meghan Trainor :: No", "Meghan Trainor :: No Excuses")]
    [InlineData("K-Ci & JoJo :: Life", "K-Ci & JoJo :: All My Life")]
    [InlineData("T.I. :: What You Know", "T.I. :: You Know What It Is (feat. Wyclef Jean)")]
    [InlineData("Metallica :: The Unforgiven", "Metallica :: The Unforgiven II")]
    [InlineData("B小町 :: CD Vol.4", "B小町 :: CD Vol.4.5")]
    [InlineData("Foxblood :: Bittersweet", "Foxblood :: Bittersweet 2.0")]
    public void Title_OfAnotherSong_IsNotTaken(string song, params string[] tracks) => AssertRefused(song, tracks);

    [Theory]
    [InlineData("Anti Up :: Chromatic", "Anti Up :: Control The Media")]
    [InlineData("Mattafix :: Shake Your Limbs", "Mattafix :: Big City Life")]
    [InlineData("Zeds Dead :: Alive - Kumarion Remix", "Zeds Dead :: In the Beginning")]
    [InlineData("Macklemore :: Good Old Days", "Macklemore :: Pussy Willows")]
    [InlineData("Childish Gambino :: III. Telegraph Ave. (\"Oakland\" by Lloyd)", "Childish Gambino :: Oakland Nights")]
    [InlineData("Earth, Wind & Fire :: Star", "Earth, Wind & Fire :: Shining Star")]
    [InlineData("Bruce Springsteen :: Fire", "Bruce Springsteen :: I'm on Fire")]
    [InlineData("The Hues Corporation :: Rockin' Soul", "The Hues Corporation :: Rock the Boat")]
    [InlineData("The Royal Philharmonic Orchestra :: Hooked On Classics", "The Royal Philharmonic Orchestra :: Hooked On America")]
    [InlineData("Sista Prod :: Eyes Blue Like The Atlantic, Pt. 2", "Sista Prod :: Eyes Blue Like The Atlantic")]
    [InlineData("FLOW :: Sign", "FLOW :: GO!!!")]
    [InlineData("SID :: 嘘", "Sido :: Astronaut")]
    [InlineData("Nana Mizuki :: POP MASTER", "Nana Mizuki :: POP MASTER (8-bit Version)")]
    [InlineData("NikitA :: Веревки", "NikitA :: Ropes (English Version)")]
    public void Title_OfAnotherSongOfTheArtist_IsNotTaken(string song, params string[] tracks) => AssertRefused(song, tracks);

    [Theory]
    [InlineData("Eurythmics :: Sweet Dreams", "Marilyn Manson :: Sweet Dreams", "Weezer :: Sweet Dreams")]
    [InlineData("Robert Knight :: Everlasting Love", "Carl Carlton :: Everlasting Love")]
    [InlineData("The Beatles :: Got to Get You into My Life", "Earth, Wind & Fire :: Got to Get You into My Life")]
    [InlineData("The Beatles :: Paperback Writer", "The Silver Beetles :: Paperback Writer")]
    [InlineData("Bob Seger and the Silver Bullet Band :: Fire Lake", "Sam Morrison and Turn The Page :: Fire Lake")]
    [InlineData("Five Ten :: Tension", "Fivestarr :: Tension")]
    [InlineData("NELSØN :: Medicine", "J.Brave & Equanimous :: Medicine")]
    [InlineData("Daya :: Don't Let Me Down", "The Chainsmokers;Daya :: Don't Let Me Down (feat. Daya)")]
    [InlineData("EXGF :: We Are the Hearts", "Piebald :: American Hearts")]
    [InlineData("Matt Watson :: No Nut November", "Bass Cover Guy :: No Nut November (Bass Cover)")]
    [InlineData("Joan Jett :: Crimson and Clover", "Heart :: Crimson and Clover")]
    [InlineData("Van Halen :: Oh, Pretty Woman", "Roy Orbison :: Oh, Pretty Woman")]
    [InlineData("Mint Condition :: If You Love Me", "Stokley of Mint Condition :: If You Love Me")]
    [InlineData("GRACE. :: On Repeat", "Goody Grace :: On Repeat")]
    [InlineData("The Beatles :: Nowhere Man", "The Beatles Revival Band :: Nowhere Man")]
    [InlineData("Survivor :: Eye of the Tiger", "Eye Of The Tiger :: Eye of the Tiger")]
    [InlineData("Loggins and Messina :: Your Mama Don't Dance", "Kenny Loggins :: Your Mama Don't Dance")]
    [InlineData("Uncle Kracker featuring Dobie Gray :: Drift Away", "Dobie Gray :: Drift Away")]
    [InlineData("Drake featuring Kanye West, Lil Wayne and Eminem :: Forever", "Lil Baby;Lil Wayne :: Forever (feat. Lil Wayne)")]
    [InlineData("Blackstreet featuring Dr. Dre :: No Diggity", "Lucas & Steve;Blackstreet :: No Diggity")]
    [InlineData("Ken Ashcorp :: We're Shameless", "The Outfield :: We Were Shameless")]
    public void Artist_WhoIsSomebodyElse_IsNotTaken(string song, params string[] tracks) => AssertRefused(song, tracks);

    [Theory]
    [InlineData("La Fuente :: Ratata", "La Fuente :: Ratata (Afro Bros Remix)")]
    [InlineData("Slander :: Matches (Acoustic)", "Slander :: Matches")]
    [InlineData("Cascada :: All Night (Live @ Pukkelpop)", "Cascada :: All Night (Umek Remix)")]
    [InlineData("Fischerspooner :: Emerge (Junkie XL Remix)", "Fischerspooner :: Emerge (DFA Version)")]
    [InlineData("Michael Cassette :: Shadows Movement - Komytea Remix", "Michael Cassette :: Shadows Movement - Other Remix")]
    [InlineData("M-Clan :: Carolina", "M-Clan :: Carolina (Versión 1988)", "M-Clan :: Carolina (Dueto 2007)", "M-Clan :: Carolina (En Directo)")]
    [InlineData("Feist :: 1,2,3,4", "Feist :: 1 2 3 4 - Live")]
    [InlineData("Modern English :: I Melt With You", "Modern English :: I Melt With You (Re-Recorded)")]
    [InlineData("Girls' Generation :: Oh! (Japanese)", "Girls' Generation :: Oh!")]
    [InlineData("BANNERS :: Someone To You", "BANNERS :: Someone To You - Instrumental")]
    [InlineData("Lil Nas X :: INDUSTRY BABY", "Lil Nas X :: INDUSTRY BABY - Extended Mix", "Lil Nas X :: INDUSTRY BABY (Sped Up)")]
    [InlineData("Eric Clapton :: Layla", "Eric Clapton :: Layla | album=Unplugged (Live)")]
    [InlineData("Lil Jon :: Get Low", "Lil Jon :: Get Low - Street")]
    [InlineData("Daft Punk :: One More Time - Radio Edit", "Daft Punk :: One More Time | ms=320357")]
    [InlineData("Coldplay :: Paradise (Fedde le Grand Remix) | isrc=GBAYE1101234", "Coldplay :: Paradise (Tiësto Remix) | isrc=GBAYE1101234")]
    public void Version_ThatIsAnotherRecording_IsNotTaken(string song, params string[] tracks) => AssertRefused(song, tracks);

    [Theory]
    [InlineData("The Dave Clark Five :: I Like It Like That", "Stingray Music (Karaoke) :: I Like It Like That - Karaoke Demonstration With Lead Vocal")]
    [InlineData("Boy Krazy :: That's What Love Can Do", "The Karaoke Channel :: That's What Love Can Do [In the Style of Boy Krazy]")]
    [InlineData("D12 :: My Band", "The Allstars Cover D12 :: My Band")]
    [InlineData("The Beatles :: Nowhere Man", "The Beatles Tribute Project :: Nowhere Man")]
    [InlineData("The Beatles Tribute Project :: Nowhere Man", "The Beatles :: Nowhere Man")]
    [InlineData("Dolly Parton :: Jolene", "Tribute to Dolly Parton :: Jolene")]
    [InlineData("The Greg Kihn Band :: The Breakup Song", "Done Again :: The Breakup Song [In the Style of Greg Kihn Band] {Performance Track}")]
    [InlineData("Queen :: We Are the Champions", "Queen :: We Are the Champions | album=A Tribute to Queen")]
    public void Imitation_OfTheSong_IsNotTakenByAnyPolicy(string song, params string[] tracks)
    {
        Assert.Null(Found.Decide(song, tracks).Track);
        Assert.Null(Found.Decide(song, tracks, MatchPolicy.Eager).Track);
    }

    [Theory]
    [InlineData("Queen :: Bohemian Rhapsody | ms=354000", "Queen :: Bohemian Rhapsody | ms=125000")]
    [InlineData("FLOW :: Sign | isrc=JPU901000001", "Mawon :: Good Sign | isrc=JPU901000001")]
    [InlineData("Of The Trees :: Blue Mile", "Rain Makers :: Rain Sounds: 2 Hour Relaxing Rain Shower")]
    public void Length_OrCode_NeverProvesAWrongTrack(string song, params string[] tracks) => AssertRefused(song, tracks);

    private static void AssertRefused(string song, string[] tracks)
    {
        var decision = Found.Decide(song, tracks);

        Assert.True(decision.Track is null, $"took {decision.Track?.Title} by {string.Join(", ", decision.Track?.Artists ?? [])}");
        Assert.NotEmpty(decision.Reasons);
    }
}
