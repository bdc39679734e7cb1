using System.Text.Json;
using CsvHelper;
using MusicSync.Worker.Api;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Temporal;

namespace MusicSync.Worker.Tests.Api;

/// <summary>OWASP, CSV injection: https://owasp.org/www-community/attacks/CSV_Injection.</summary>
public sealed class SyncReportCsvTests
{
    private const string Formula = "=HYPERLINK(\"https://evil.example\", \"listen\")";

    [Theory]
    [InlineData(Formula)]
    [InlineData("+1+1")]
    [InlineData("-2+3")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1+1")]
    [InlineData("\r=1+1")]
    public void CellThatASpreadsheetWouldRun_IsText(string text)
    {
        var row = Row(new(Title: text, Artist: text, Album: text, Isrc: text)) with
        {
            TrackTitle = text,
            TrackArtists = [text, "X"],
            Reasons = [text],
        };

        var cells = Write(row);

        Assert.Equal(
            [$"'{text}", $"'{text}", $"'{text}", $"'{text}", $"'{text}", $"'{text}; X", $"'{text}"],
            new[] { "title", "artist", "album", "isrc", "trackTitle", "trackArtists", "reasons" }.Select(name => cells[name]));
    }

    [Fact]
    public void RejectedRow_IsTextToo() => Assert.Equal($"'{Formula}", Write(Row(new(Text: Formula)))["title"]);

    [Theory]
    [InlineData("Don't Stop")]
    [InlineData("1979")]
    [InlineData("a=b")]
    [InlineData("\"Heroes\", live")]
    public void OrdinaryCell_StaysAsItIs(string text) => Assert.Equal(text, Write(Row(new(Title: text)))["title"]);

    [Fact]
    public void Json_StaysAsItIs()
    {
        var json = JsonSerializer.SerializeToElement(Row(new(Title: Formula)), TemporalJson.Options);

        Assert.Equal(Formula, json.GetProperty("input").GetProperty("title").GetString());
    }

    private static ReportRow Row(ReportInput input) => new(
        1, input, RowOutcome.Missing, RowResult.None, TrackUri: null, TrackTitle: null, TrackArtists: null, Score: 0.5, ["ok"], []);

    private static Dictionary<string, string> Write(ReportRow row)
    {
        var text = SyncReportCsv.Write(new SyncReport("1", new PlaylistRef("p", "P", null), [row]));
        using var csv = CsvReader.Create(
            new StringReader(text), new CsvReaderOptions { HasHeader = false, AllowLineBreaksInQuotes = true }, leaveOpen: false);
        var (names, values) = (Next(csv), Next(csv));
        return new(names.Zip(values, KeyValuePair.Create));
    }

    private static string[] Next(CsvReader csv)
    {
        Assert.True(csv.Read());
        return [.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)];
    }
}
