using MusicSync.Worker.Matching.Titles;

namespace MusicSync.Worker.Tests.Matching;

public sealed class TitleParserTests
{
    [Theory]
    [InlineData("Staying Alive", RecordingKinds.None)]
    [InlineData("Live and Let Die", RecordingKinds.None)]
    [InlineData("Where We Live", RecordingKinds.None)]
    [InlineData("Song - Live at Wembley / 1986", RecordingKinds.Live)]
    [InlineData("Song (En Directo)", RecordingKinds.Live)]
    [InlineData("Song - 2011 Remaster", RecordingKinds.None)]
    [InlineData("Song - Remasterizado 2011", RecordingKinds.None)]
    [InlineData("Song - Radio Edit", RecordingKinds.None)]
    [InlineData("Song - Robin Schulz Edit", RecordingKinds.Remix)]
    [InlineData("Song - Original Mix", RecordingKinds.None)]
    [InlineData("Song - Club Mix", RecordingKinds.Extended)]
    [InlineData("Song - 7\" Version", RecordingKinds.None)]
    [InlineData("Song - 12\" Version", RecordingKinds.Extended)]
    [InlineData("Song (Korean Version)", RecordingKinds.Language)]
    [InlineData("Song (Spanish)", RecordingKinds.Language)]
    [InlineData("Song (In the Style of Somebody) [Karaoke Version]", RecordingKinds.Karaoke)]
    [InlineData("Song (Taylor's Version)", RecordingKinds.Rerecorded)]
    [InlineData("Song - Re-Recorded / Remastered", RecordingKinds.Rerecorded)]
    [InlineData("Song - From \"Film\" Soundtrack", RecordingKinds.None)]
    [InlineData("Song (feat. Live Band)", RecordingKinds.None)]
    [InlineData("Song (Slowed + Reverb)", RecordingKinds.Speed)]
    [InlineData("Song - Acoustic; Live at MTV Unplugged; 2013 Remaster", RecordingKinds.Acoustic | RecordingKinds.Live)]
    public void VersionWords_InBracketsOrAfterADash_TellTheRecording(string title, object recordings) =>
        Assert.Equal((RecordingKinds)recordings, TitleParser.Parse(title).Version.Recordings);

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
