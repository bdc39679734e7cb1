using System.Globalization;
using MusicSync.McpHost.Failures;

namespace MusicSync.McpHost.Tests.Failures;

public sealed class RetryAfterTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-11-24T14:00:00Z", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("17", 17)]
    [InlineData("48925", 48_925)]
    [InlineData("0", 1)]
    [InlineData("-5", 1)]
    [InlineData("0.2", 1)]
    [InlineData("1.5", 2)]
    [InlineData("99999999999", 604_800)]
    [InlineData("Tue, 24 Nov 2026 14:05:00 GMT", 300)]
    [InlineData("Tue, 24 Nov 2026 13:00:00 GMT", 1)]
    public void Header_WithATime_IsThatManySeconds(string text, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryAfter.Parse(text, Now));

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("NaN")]
    public void Header_WithNonsense_SaysNothing(string text) => Assert.Null(RetryAfter.Parse(text, Now));

    [Fact]
    public void Header_Missing_SaysNothing()
    {
        using var response = new HttpResponseMessage();

        Assert.Null(RetryAfter.Of(response, Now));
    }
}
