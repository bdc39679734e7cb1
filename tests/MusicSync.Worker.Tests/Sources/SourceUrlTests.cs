using MusicSync.Worker.Sources;

namespace MusicSync.Worker.Tests.Sources;

public sealed class SourceUrlTests
{
    private static readonly SourceOptions Nobody = new();
    private static readonly SourceOptions Some = new() { AllowedHosts = "nas.local, localhost:8080;[::1]" };

    [Theory]
    [InlineData("https://charts.example/week.csv")]
    [InlineData("https://charts.example:8443/a?b=c#d")]
    [InlineData("  https://charts.example/ ")]
    [InlineData("https://1.1.1.1/list.txt")]
    [InlineData("https://müller.example/liste.m3u")]
    public void PublicHttps_IsTaken(string url) => Assert.Equal("https", SourceUrl.Read(url, Nobody).Scheme);

    [Theory]
    [InlineData("")]
    [InlineData("week.csv")]
    [InlineData("//charts.example/week.csv")]
    [InlineData("ftp://charts.example/week.csv")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://charts.example/")]
    [InlineData("http://charts.example/week.csv")]
    [InlineData("https://user:password@charts.example/week.csv")]
    [InlineData("https://token@charts.example/week.csv")]
    public void AnythingElse_IsRefused(string url) => Assert.Throws<SourceException>(() => SourceUrl.Read(url, Nobody));

    /// <summary>Loopback as people write it who try to get past a filter: decimal, octal, hexadecimal, shortened, mapped.</summary>
    [Theory]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0177.0.0.1/")]
    [InlineData("https://017700000001/")]
    [InlineData("https://0x7f000001/")]
    [InlineData("https://0x7f.1/")]
    [InlineData("https://127.1/")]
    [InlineData("https://0/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::ffff:127.0.0.1]/")]
    [InlineData("https://[0:0:0:0:0:ffff:7f00:1]/")]
    [InlineData("https://169.254.169.254/latest/meta-data/")]
    [InlineData("https://2852039166/latest/meta-data/")]
    [InlineData("https://[fd00:ec2::254]/latest/meta-data/")]
    [InlineData("https://①②⑦.⓪.⓪.①/")]
    public void LiteralThatIsNotPublic_IsRefused(string url) =>
        Assert.Contains("not on the public Internet", Assert.Throws<SourceException>(() => SourceUrl.Read(url, Nobody)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("http://nas.local/list.csv", true)]
    [InlineData("http://NAS.local:81/list.csv", true)]
    [InlineData("http://localhost:8080/list.csv", true)]
    [InlineData("http://[::1]:99/list.csv", true)]
    [InlineData("http://localhost/list.csv", false)]
    [InlineData("http://localhost:8081/list.csv", false)]
    [InlineData("http://nas.local.charts.example/list.csv", false)]
    [InlineData("http://nas.local./list.csv", false)]
    [InlineData("ftp://nas.local/list.csv", false)]
    [InlineData("http://127.0.0.1:8080/list.csv", false)]
    public void HttpAndPrivate_AreTaken_OnlyWhereTheSettingNamesTheHost(string url, bool taken)
    {
        if (taken)
        {
            SourceUrl.Read(url, Some);
        }
        else
        {
            Assert.Throws<SourceException>(() => SourceUrl.Read(url, Some));
        }
    }

    [Theory]
    [InlineData("/other.csv", "https://charts.example/other.csv")]
    [InlineData("https://cdn.example/a.csv", "https://cdn.example/a.csv")]
    [InlineData("//cdn.example/a.csv", "https://cdn.example/a.csv")]
    public void Redirect_IsFollowed(string location, string expected) => Assert.Equal(
        new Uri(expected), SourceUrl.Follow(new Uri("https://charts.example/week.csv"), new Uri(location, UriKind.RelativeOrAbsolute), Some));

    /// <summary>The last two: what the setting opens is not for whom a public page sends there.</summary>
    [Theory]
    [InlineData("http://charts.example/week.csv")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://[::ffff:10.0.0.1]/")]
    [InlineData("https://3232235777/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user@cdn.example/")]
    [InlineData("http://nas.local/")]
    [InlineData("http://localhost:8080/")]
    public void Redirect_ToWhatNobodyMayName_IsRefused(string location) => Assert.Throws<SourceException>(
        () => SourceUrl.Follow(new Uri("https://charts.example/week.csv"), new Uri(location, UriKind.RelativeOrAbsolute), Some));

    [Fact]
    public void Redirect_ToNowhere_IsRefused() =>
        Assert.Throws<SourceException>(() => SourceUrl.Follow(new Uri("https://charts.example/week.csv"), location: null, Some));

    [Fact]
    public void LongAddress_IsRefused() =>
        Assert.Throws<SourceException>(() => SourceUrl.Read($"https://charts.example/{new string('a', SourceUrl.MaxLength)}", Nobody));

    [Theory]
    [InlineData(null, true)]
    [InlineData("nas.local", true)]
    [InlineData("localhost:8080, 127.0.0.1 ; [::1]:99", true)]
    [InlineData("http://nas.local", false)]
    [InlineData("nas.local/lists", false)]
    [InlineData("*.local", false)]
    public void Setting_WithAnEntryThatIsNoHost_StopsTheStart(string? hosts, bool holds) =>
        Assert.Equal(holds, new SourceOptionsValidator().Validate(name: null, new SourceOptions { AllowedHosts = hosts }).Succeeded);
}
