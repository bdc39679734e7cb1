namespace MusicSync.Worker.Tests.Matching;

/// <summary>Cases in which the first track listed is the song; the others must not be taken for it.</summary>
public sealed class AcceptedSongsTests
{
    [Theory]
    [InlineData("Red Hot Chili Peppers :: Dani California", "Red Hot Chili Peppers :: Dani California", "Red Hot Chili Peppers :: Californication")]
    [InlineData("The Beatles :: Yesterday (Remastered 2015)", "The Beatles :: Yesterday - Remastered 2009", "The Beatles :: Hey Jude - Remastered 2015")]
    [InlineData("La Fuente :: Ratata", "La Fuente :: Ratata", "La Fuente :: Ratata (Afro Bros Remix)")]
    [InlineData("Black Sabbath :: Iron Man - 2012 - Remaster", "Black Sabbath :: Iron Man")]
    [InlineData("Slander :: Potions - Acoustic", "Slander :: Potions (Acoustic)", "Slander :: Potions")]
    [InlineData("The Cure :: Boys Don't Cry", "The Cure :: Boys Don't Cry - Single Version", "The Cure :: Boys Don't Cry - Live")]
    [InlineData("Poppy, Bad Omens :: V.A.N", "Bad Omens;Poppy :: V.A.N")]
    [InlineData("Weezer :: The Good Life", "Weezer :: The Good Life", "Weezer :: The Good Life - Live And Acoustic", "Weezer :: The Good Life - Radio Remix")]
    [InlineData("Metallica :: The Unforgiven II", "Metallica :: The Unforgiven II", "Metallica :: The Unforgiven")]
    [InlineData("B小町 :: CD Vol.4", "B小町 :: CD Vol.4", "B小町 :: CD Vol.4.5")]
    [InlineData("Shazam Friends :: We Are The People (Shazam Remix)", "Shazam Friends :: We Are The People - Shazam Remix", "Shazam Friends :: We Are The People (southstar Remix)")]
    public void Song_AmongOthersOfItsArtist_IsTaken(string song, params string[] tracks) => AssertFirst(song, tracks);

    [Theory]
    [InlineData("Pink :: So What", "P!nk :: So What")]
    [InlineData("'N Sync :: Bye Bye Bye", "*NSYNC :: Bye Bye Bye")]
    [InlineData("Kesha :: Tik Tok", "Ke$ha :: TiK ToK")]
    [InlineData("Korn :: Blind", "KoЯn :: Blind")]
    [InlineData("ASAP Rocky :: Everyday", "A$AP Rocky :: Everyday")]
    [InlineData("98 Degrees :: Because Of You", "98º :: Because Of You")]
    [InlineData("USA for Africa :: We Are the World", "U.S.A. For Africa :: We Are The World")]
    [InlineData("Snoop Dogg :: Drop It Like It's Hot", "Snoop Dogg;Pharrell Williams :: Drop It Like It’s Hot")]
    [InlineData("Hall & Oates :: Maneater", "Daryl Hall & John Oates :: Maneater", "Nelly Furtado :: Maneater")]
    [InlineData("John Cougar Mellencamp :: Lonely Ol' Night", "John Mellencamp :: Lonely Ol' Night")]
    [InlineData("Dave Brubeck Quartet :: Take Five", "Dave Brubeck :: Take Five")]
    [InlineData("The Trammps :: Disco Inferno", "The Tramps :: Disco Inferno")]
    [InlineData("Lady Antebellum :: American Honey", "Lady A :: American Honey")]
    [InlineData("Dixie Chicks :: Landslide", "The Chicks :: Landslide", "Fleetwood Mac :: Landslide")]
    [InlineData("Ricky Nelson :: Garden Party", "Rick Nelson & The Stone Canyon Band :: Garden Party")]
    [InlineData("Donny and Marie Osmond :: Deep Purple", "Donny Osmond :: Deep Purple", "Deep Purple :: Highway Star")]
    [InlineData("Puff Daddy featuring Faith Evans and 112 :: I'll Be Missing You", "Diddy :: I'll Be Missing You (feat. Faith Evans & 112)")]
    [InlineData("Björk :: Jóga", "Bjork :: Joga")]
    public void Artist_SpeltInAnotherWay_IsRecognised(string song, params string[] tracks) => AssertFirst(song, tracks);

    [Theory]
    [InlineData("Earth, Wind & Fire :: September", "Earth, Wind & Fire :: September")]
    [InlineData("Tyler, The Creator :: EARFQUAKE", "Tyler, The Creator :: EARFQUAKE")]
    [InlineData("Simon and Garfunkel :: The Boxer", "Simon & Garfunkel :: The Boxer")]
    [InlineData("Peter, Paul & Mary :: Puff, the Magic Dragon", "Peter, Paul and Mary :: Puff, the Magic Dragon")]
    [InlineData("Prince and The Revolution :: Kiss", "Prince :: Kiss", "Tom Jones :: Kiss")]
    [InlineData("Major Lazer, DJ Snake, MØ :: Lean On", "Major Lazer :: Lean On (feat. MØ & DJ Snake)")]
    [InlineData("Jessie J, Ariana Grande, and Nicki Minaj :: Bang Bang", "Jessie J;Ariana Grande;Nicki Minaj :: Bang Bang")]
    [InlineData("Gotye ft. Kimbra :: Somebody That I Used to Know", "Gotye :: Somebody That I Used To Know", "Walk off the Earth :: Somebody That I Used to Know")]
    public void Artists_InOneField_AreComparedAsNamesAndAsAWhole(string song, params string[] tracks) => AssertFirst(song, tracks);

    [Theory]
    [InlineData("Lipps Inc. :: Funkytown", "Lipps, Inc. :: Funky Town")]
    [InlineData("Pink :: Fuckin' Perfect", "P!nk :: F**kin' Perfect")]
    [InlineData("Fats Domino :: Walking to New Orleans", "Fats Domino :: Walkin' To New Orleans")]
    [InlineData("Aaliyah :: (At Your Best) You Are Love", "Aaliyah :: At Your Best (You Are Love)")]
    [InlineData("Quiet Riot :: Bang Your Head (Metal Health)", "Quiet Riot :: Metal Health (Bang Your Head)")]
    [InlineData("T. Rex :: Get It On", "T. Rex :: Bang A Gong (Get It On)")]
    [InlineData("U2 :: (Pride) In The Name Of Love", "U2 :: Pride (In The Name Of Love)")]
    [InlineData("The Miracles :: Love Machine", "The Miracles :: Love Machine - Pt. 1")]
    [InlineData("Herman's Hermits :: I'm Henry the Eighth, I Am", "Herman's Hermits :: I'm Henry VIII, I Am")]
    [InlineData("Rod Stewart :: Maggie May / Reason to Believe", "Rod Stewart :: Maggie May")]
    [InlineData("Rod Stewart :: Maggie May / Reason to Believe", "Rod Stewart :: Reason to Believe")]
    [InlineData("Berlin :: Take My Breath Away", "Berlin :: Take My Breath Away - Love Theme from \"Top Gun\"")]
    [InlineData("Pharrell Williams :: Happy", "Pharrell Williams :: Happy - From \"Despicable Me 2\"")]
    [InlineData("M-Clan :: Llamando a la tierra", "M-Clan :: Llamando a la tierra (Serenade From the Stars)")]
    [InlineData("Jan and Dean :: The Little Old Lady from Pasadena", "Jan & Dean :: The Little Old Lady (From Pasadena)")]
    [InlineData("久石譲 :: 幸せの日々", "久石譲 :: 幸せの日々", "久石譲 :: 家探し")]
    [InlineData("Кино :: Группа крови", "Кино :: Группа крови")]
    public void Title_SpeltInAnotherWay_IsRecognised(string song, params string[] tracks) => AssertFirst(song, tracks);

    [Theory]
    [InlineData("Official Arctic Monkeys :: Arctic Monkeys - Do I Wanna Know? (Official Video)", "Arctic Monkeys :: Do I Wanna Know?")]
    [InlineData("ArcticMonkeysVEVO :: Do I Wanna Know? [Official Music Video]", "Arctic Monkeys :: Do I Wanna Know?")]
    [InlineData("Arctic Monkeys - Topic :: Do I Wanna Know?", "Arctic Monkeys :: Do I Wanna Know?")]
    [InlineData("Bran Van 3000 :: 15-bran_van_3000-rose.mp3", "Bran Van 3000 :: Rose")]
    [InlineData("The Beatles :: 03. Yesterday", "The Beatles :: Yesterday")]
    [InlineData("Unknown Artist :: The Beatles - Yesterday", "The Beatles :: Yesterday")]
    [InlineData("Simon &amp; Garfunkel :: The Boxer", "Simon & Garfunkel :: The Boxer")]
    [InlineData("Jay-Z :: 99 Problems", "JAY-Z :: 99 Problems")]
    [InlineData("TheMoodyBluesVEVO :: The Moody Blues - Go Now (Official Video)", "The Moody Blues :: Go Now")]
    [InlineData("BeyoncÃ© :: DÃ©jÃ\u00A0 Vu", "Beyoncé :: Déjà Vu")]
    [InlineData("Journey :: Donâ€™t Stop Believin", "Journey :: Don't Stop Believin'")]
    [InlineData("Yesterday :: The Beatles", "The Beatles :: Yesterday")]
    [InlineData("The Beatles :: Yestrday", "The Beatles :: Yesterday")]
    [InlineData("Ocean :: Put Your Hnd in the Hand", "Ocean :: Put Your Hand in the Hand")]
    public void Input_WithDecoration_IsCleaned(string song, params string[] tracks) => AssertFirst(song, tracks);

    [Theory]
    [InlineData("Jillette Johnson :: Champagne Supernova (OurVinyl Sessions)", "Jillette Johnson :: Champagne Supernova | album=OurVinyl Sessions")]
    [InlineData("Twenty One Pilots :: Shy Away (MTV Unplugged Live)", "Twenty One Pilots :: Shy Away | album=MTV Unplugged")]
    [InlineData("Nirvana :: Polly | album=MTV Unplugged In New York", "Nirvana :: Polly - Live | album=MTV Unplugged In New York", "Nirvana :: Polly")]
    [InlineData("Lana Del Rey & Cedric Gervais :: Summertime Sadness", "Lana Del Rey;Cedric Gervais :: Summertime Sadness - Cedric Gervais Remix")]
    public void Version_ThatAlbumOrArtistsName_CountsAsAskedFor(string song, params string[] tracks) => AssertFirst(song, tracks);

    [Theory]
    [InlineData("Queen :: Bohemian Rhapsody", "Queen :: Bohemian Rhapsody - Remastered 2011", "Queen :: Bohemian Rhapsody - Live Aid")]
    [InlineData("Eminem :: Without Me", "Eminem :: Without Me", "Eminem :: Without Me - Edited")]
    [InlineData("Queen :: Bohemian Rhapsody | ms=354000", "Queen :: Bohemian Rhapsody | ms=354900", "Queen :: Bohemian Rhapsody | ms=290000")]
    [InlineData("Daft Punk :: Get Lucky | isrc=USQX91300108 | ms=248000", "Daft Punk :: Get Lucky - Radio Edit | isrc=USQX91300108 | ms=248400", "Daft Punk :: Get Lucky | isrc=USQX91300109 | ms=369000")]
    [InlineData("Electric Light Orchestra :: Long Black Road | album=Zoom", "Electric Light Orchestra :: Long Black Road | album=Zoom", "Electric Light Orchestra :: Long Black Road | album=American Hustle")]
    public void Edition_ClosestToTheRow_IsPreferred(string song, params string[] tracks) => AssertFirst(song, tracks);

    [Theory]
    [InlineData("Bobby Shmurda :: Hot Boy", "Bobby Shmurda :: Hot N*gga")]
    [InlineData("YG :: My Hitta", "YG;Jeezy;Rich Homie Quan :: My Nigga")]
    [InlineData("Enrique Iglesias :: Tonight (I'm Lovin' You)", "Enrique Iglesias :: Tonight (I'm Fuckin' You)")]
    [InlineData("CeeLo Green :: Forget You", "CeeLo Green :: F**k You")]
    [InlineData("UB40 :: Can't Help Falling in Love", "UB40 :: (I Can't Help) Falling In Love With You")]
    [InlineData("Billy Swan :: Eighteen", "Billy Swan :: Eighteen - Single Version")]
    [InlineData("Barry McGuire :: Memphis, Tennessee", "Barry McGuire :: Memphis, Tennessee - Remastered")]
    [InlineData("Lisa Loeb :: Stay (I Missed You)", "Lisa Loeb & Nine Stories :: Stay")]
    [InlineData("Harold Faltermeyer :: Axel F", "Harold Faltermeyer :: Axel F - From \"Beverly Hills Cop\" Soundtrack")]
    [InlineData("Taylor Swift :: Tell Me Why (Taylor's Version)", "Taylor Swift :: Tell Me Why (Taylor’s Version) | album=Fearless (Taylor's Version)")]
    [InlineData("X-Change :: Live Your Life", "X-Change :: Live Your Life | album=Live Your Life")]
    [InlineData("Lauryn Hill :: Mr. Intentional - Live", "Ms. Lauryn Hill :: Mr. Intentional - Live | album=MTV Unplugged No. 2.0")]
    [InlineData("Bhavi :: Bhavi - BZRP Music Sessions #1", "Bhavi :: Bhavi - BZRP Music Sessions #1")]
    [InlineData("Jelly Roll :: Sunday Morning", "Jelly Roll :: Sunday Morning | album=Whiskey Sessions II")]
    [InlineData("TAEYANG :: Eyes, Nose, Lips", "TAEYANG :: 눈,코,입 (Eyes, Nose, Lips)")]
    [InlineData("Sigala, The Vamps :: We Don't Care", "Sigala;The Vamps :: We Don't Care")]
    [InlineData("Sia, The Weeknd, Diplo :: Elastic Heart", "Sia;The Weeknd;Diplo :: Elastic Heart")]
    [InlineData("Nivea featuring Jagged Edge :: Don't Mess with My Man", "Nivea :: Don't Mess With My Man (feat. Brandon Casey of Jagged Edge)")]
    [InlineData("Nivea featuring Jagged Edge :: Don't Mess with My Man", "Nivea :: Don't Mess With My Man (feat. Brian Casey & Brandon Casey)")]
    [InlineData("SHAED :: Trampoline", "SHAED :: Trampoline (feat. ZAYN)")]
    [InlineData("SHAED feat. ZAYN :: Trampoline", "SHAED :: Trampoline")]
    [InlineData("Ledisi :: Happy Feelin's", "Ledisi :: Happy Feelin's | album=An All-Star Tribute to Maze")]
    [InlineData("Etienne de Meaux :: Étienne de Meaux: Trop est", "Etienne de Meaux :: Étienne de Meaux: Trop est")]
    [InlineData("Guns'n'Roses :: Paradise City", "Guns N' Roses :: Paradise City")]
    [InlineData("Ahmad :: Back in the Day", "Ahmad Lewis :: Back In The Day")]
    [InlineData("Lady Antebellum :: American Honey", "Lady A :: American Honey")]
    public void Name_ThatIsWrittenInSeveralWays_IsRecognised(string song, params string[] tracks) => AssertFirst(song, tracks);

    private static void AssertFirst(string song, string[] tracks)
    {
        // The search may answer in any order.
        foreach (var order in new[] { tracks, [.. tracks.Reverse()] })
        {
            var decision = Found.Decide(song, order);
            var expected = Found.Track(tracks[0], Array.IndexOf(order, tracks[0]) + 1).Uri;

            Assert.True(decision.Track?.Uri == expected, $"{decision.Outcome}: {string.Join("; ", decision.Reasons)}");
        }
    }
}
