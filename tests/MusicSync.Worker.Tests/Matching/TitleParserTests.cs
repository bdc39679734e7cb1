using MusicSync.Worker.Matching.Titles;

namespace MusicSync.Worker.Tests.Matching;

public sealed class TitleParserTests
{
    [Theory]
    [InlineData("Staying Alive", Recordings.None)]
    [InlineData("Live and Let Die", Recordings.None)]
    [InlineData("Where We Live", Recordings.None)]
    [InlineData("Song - Live at Wembley / 1986", Recordings.Live)]
    [InlineData("Song (En Directo)", Recordings.Live)]
    [InlineData("Song - 2011 Remaster", Recordings.None)]
    [InlineData("Song - Remasterizado 2011", Recordings.None)]
    [InlineData("Song - Radio Edit", Recordings.None)]
    [InlineData("Song - Robin Schulz Edit", Recordings.Remix)]
    [InlineData("Song - Original Mix", Recordings.None)]
    [InlineData("Song - Club Mix", Recordings.Extended)]
    [InlineData("Song - 7\" Version", Recordings.None)]
    [InlineData("Song - 12\" Version", Recordings.Extended)]
    [InlineData("Song (Korean Version)", Recordings.Language)]
    [InlineData("Song (Spanish)", Recordings.Language)]
    [InlineData("Song (In the Style of Somebody) [Karaoke Version]", Recordings.Karaoke)]
    [InlineData("Song (Taylor's Version)", Recordings.Rerecorded)]
    [InlineData("Song - Re-Recorded / Remastered", Recordings.Rerecorded)]
    [InlineData("Song - From \"Film\" Soundtrack", Recordings.None)]
    [InlineData("Song (feat. Live Band)", Recordings.None)]
    [InlineData("Song (Slowed + Reverb)", Recordings.Speed)]
    [InlineData("Song - Acoustic; Live at MTV Unplugged; 2013 Remaster", Recordings.Acoustic | Recordings.Live)]
    public void VersionWords_InBracketsOrAfterADash_TellTheRecording(string title, object recordings) =>
        Assert.Equal((Recordings)recordings, TitleParser.Parse(title).Version.Recordings);

    [Theory]
    [InlineData("Crazy In Love (feat. Jay-Z)", "crazy in love", "Jay-Z")]
    [InlineData("Say Aah - feat. Fabolous", "say aah", "Fabolous")]
    [InlineData("Takeaway (with ILLENIUM & Lennon Stella)", "takeaway", "ILLENIUM & Lennon Stella")]
    [InlineData("Waves ft. Chris Brown - Robin Schulz Remix", "waves", "Chris Brown")]
    [InlineData("What About Us (Remix)(feat. Black Rob)", "what about us", "Black Rob")]
    public void FeaturedNames_InAnyForm_LeaveTheTitle(string title, string full, string featured)
    {
        var parsed = TitleParser.Parse(title);

        Assert.Equal((full, featured), (parsed.Full.Folded, Assert.Single(parsed.Featured)));
    }

    [Theory]
    [InlineData("(I Can't Get No) Satisfaction", "satisfaction", "i cant get no satisfaction")]
    [InlineData("Escape (The Piña Colada Song) - Remastered", "escape", "escape the pina colada song")]
    [InlineData("Song (unclosed", "song", "song unclosed")]
    [InlineData("(Live)", "live", "live")]
    public void Subtitles_InBrackets_BelongToTheFullTitleOnly(string title, string core, string full)
    {
        var parsed = TitleParser.Parse(title);

        Assert.Equal((core, full), (parsed.Core.Folded, parsed.Full.Folded));
    }
}
