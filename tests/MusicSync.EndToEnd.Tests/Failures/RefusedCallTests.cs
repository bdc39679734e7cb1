using System.Net;
using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.EndToEnd.Tests.Support;
using MusicSync.LocalStack;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Temporal;

namespace MusicSync.EndToEnd.Tests.Failures;

/// <summary>A host that is up and takes no call of the worker's says nothing about tracks: nobody is given up for it.</summary>
public sealed class RefusedCallTests(RefusingProxyStack fixture) : IClassFixture<RefusingProxyStack>
{
    [Theory(Timeout = Chaos.Hung)]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.RequestEntityTooLarge)]
    [Failure(McpFailureKind.McpRefused, ActivityFailureTypes.McpRefused)]
    public async Task CallsRefusedWhileWriting_AreWaitedFor_AndNoTrackIsTakenForDead(HttpStatusCode status)
    {
        await using var scenario = await Scenario.PrepareAsync(fixture);
        await scenario.Faults.SlowWritesAsync();
        await scenario.StartByUriAsync();
        await scenario.UntilCallsAsync(Endpoints.Write, 1);

        await RefuseWhileAsync(status, async () =>
        {
            var waiting = await scenario.UntilWaitingForAsync("mcp_refused");
            Assert.NotNull(waiting.Until);
            var health = await McpHealthOfSpotify.ReadAsync(scenario.Worker);
            Assert.Equal(("degraded", true, "closed"), (health.State, health.Reachable, health.Circuit));
            Assert.Contains("refused", health.Text, StringComparison.Ordinal);
        });

        var ended = await scenario.EndsExactlyAsync();
        Assert.Equal((scenario.Songs.Count, 0), (ended.Changes.Added, ended.Outcomes.Missing));
    }

    [Fact(Timeout = Chaos.Hung)]
    [Failure(McpFailureKind.McpRefused, ActivityFailureTypes.McpRefused)]
    public async Task KeyRefusedWhileMatching_IsWaitedFor_AndTheStatusSaysWhatToSet()
    {
        await using var scenario = await Scenario.PrepareAsync(fixture, fixture.Take(FailureScenario.Songs), []);
        await scenario.StartAndMatchAsync();

        await RefuseWhileAsync(HttpStatusCode.Unauthorized, async () =>
        {
            var waiting = await scenario.UntilWaitingForAsync("mcp_refused");
            Assert.Contains("Access__ApiKey", waiting.Message, StringComparison.Ordinal);
        });

        await scenario.EndsExactlyAsync();
    }

    private async Task RefuseWhileAsync(HttpStatusCode status, Func<Task> meanwhile)
    {
        fixture.Proxy.Refusal = (int)status;
        try
        {
            await meanwhile();
        }
        finally
        {
            fixture.Proxy.Refusal = null;
        }
    }
}

/// <summary>A stack whose worker reaches the host through a proxy that a test can have refuse calls.</summary>
public sealed class RefusingProxyStack : DurabilityStack
{
    private RefusingProxy? _proxy;

    internal RefusingProxy Proxy => _proxy!;

    /// <inheritdoc/>
    protected override LocalStackOptions Options => base.Options with
    {
        Route = (_, service, address) =>
        {
            if (service != ServiceNames.McpHost)
            {
                return address;
            }

            Proxy.Host = address;
            return Proxy.Address;
        },
    };

    /// <inheritdoc/>
    public override async ValueTask InitializeAsync()
    {
        _proxy = await RefusingProxy.StartAsync();
        await base.InitializeAsync();
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Proxy.DisposeAsync();
    }
}
