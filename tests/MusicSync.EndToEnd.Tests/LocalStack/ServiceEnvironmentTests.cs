using MusicSync.LocalStack;

namespace MusicSync.EndToEnd.Tests.LocalStack;

public sealed class ServiceEnvironmentTests
{
    private static readonly Uri Url = new("http://127.0.0.1:20000/");

    [Fact]
    public void Environment_OfTheUser_CannotLeadOutOfTheStack()
    {
        var inherited = new Dictionary<string, string>
        {
            ["TEMPORAL_API_KEY"] = "a key of some cloud",
            ["ConnectionStrings__temporal"] = "cloud.example:7233",
            ["Spotify__ClientId"] = "somebody's app",
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:4317",
        };

        var variables = new ServiceEnvironment(new LocalStackOptions(), inherited).For("worker", Url);

        Assert.Equal(
            ["ConnectionStrings__temporal", "Spotify__ClientId", "TEMPORAL_API_KEY"],
            variables.Keys.Where(name => variables[name] is null).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Environment_WithAGivenTemporal_KeepsHowToReachIt()
    {
        var options = new LocalStackOptions { TemporalAddress = "cloud.example:7233" };
        var inherited = new Dictionary<string, string> { ["TEMPORAL_API_KEY"] = "a key of some cloud" };

        var variables = new ServiceEnvironment(options, inherited).For("worker", Url);

        Assert.DoesNotContain("TEMPORAL_API_KEY", variables.Keys);
    }

    [Fact]
    public void TimeScale_IsWrittenTheSameInEveryCulture()
    {
        var options = new LocalStackOptions { TimeScale = 0.2 };

        var variables = new ServiceEnvironment(options, new Dictionary<string, string>()).For("worker", Url);

        Assert.Equal("0.2", variables["MusicSync__TimeScale"]);
    }

    [Theory]
    [InlineData(null, "0")]
    [InlineData("1", null)]
    public void Defence_AgainstWrittenCode_IsOffOnLoopback_UnlessTheUserSaysOtherwise(string? inherited, string? expected)
    {
        var user = new Dictionary<string, string>();
        if (inherited is not null)
        {
            user["DOTNET_EnableWriteXorExecute"] = inherited;
        }

        var variables = new ServiceEnvironment(new LocalStackOptions(), user).For("worker", Url);

        Assert.Equal(expected, variables.GetValueOrDefault("DOTNET_EnableWriteXorExecute"));
    }

    [Fact]
    public void Environment_OfTheOptions_WinsOverThatOfTheStack()
    {
        var options = new LocalStackOptions
        {
            Environment = new Dictionary<string, string> { ["TEMPORAL_NAMESPACE"] = "other" },
        };

        var variables = new ServiceEnvironment(options, new Dictionary<string, string>())
            .For("worker", Url, ("TEMPORAL_NAMESPACE", "default"));

        Assert.Equal("other", variables["TEMPORAL_NAMESPACE"]);
    }
}
