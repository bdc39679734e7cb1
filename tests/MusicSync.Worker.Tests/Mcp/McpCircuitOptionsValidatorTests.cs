using MusicSync.Worker.Mcp;

namespace MusicSync.Worker.Tests.Mcp;

public sealed class McpCircuitOptionsValidatorTests
{
    private readonly McpCircuitOptionsValidator _validator = new();

    [Fact]
    public void Defaults_AreValid() => Assert.True(_validator.Validate(null, new McpCircuitOptions()).Succeeded);

    [Fact]
    public void Options_OutOfRange_AreNamedWithTheirValues()
    {
        var options = new McpCircuitOptions
        {
            FailureRatio = 1.5,
            MinimumCalls = 1,
            SamplingPeriod = TimeSpan.FromMilliseconds(1),
            BreakDuration = TimeSpan.FromHours(1),
        };

        Assert.Equal(
            [
                "McpCircuit:FailureRatio (1.5) must be above 0 and at most 1; set McpCircuit__FailureRatio.",
                "McpCircuit:MinimumCalls (1) must be 2 to 1000 calls; set McpCircuit__MinimumCalls.",
                "McpCircuit:SamplingPeriod (00:00:00.0010000) must be between 00:00:01 and 00:10:00; set McpCircuit__SamplingPeriod.",
                "McpCircuit:BreakDuration (01:00:00) must be between 00:00:00.5000000 and 00:10:00; set McpCircuit__BreakDuration.",
            ],
            _validator.Validate(null, options).Failures!);
    }
}
