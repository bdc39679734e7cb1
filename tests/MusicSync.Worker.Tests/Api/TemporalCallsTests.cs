using MusicSync.Worker.Api;
using Temporalio.Exceptions;

namespace MusicSync.Worker.Tests.Api;

public sealed class TemporalCallsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(RpcException.StatusCode.DeadlineExceeded)]
    [InlineData(RpcException.StatusCode.ResourceExhausted)]
    public async Task SlowAnswer_IsAskedForOnceMore(RpcException.StatusCode code)
    {
        var asked = 0;

        Assert.Equal("answer", await TemporalCalls.OnceMoreAsync(
            () => ++asked == 1 ? throw Failed(code) : ValueTask.FromResult("answer"), Token));
        Assert.Equal(2, asked);
    }

    [Theory]
    [InlineData(RpcException.StatusCode.DeadlineExceeded, 2)]
    [InlineData(RpcException.StatusCode.Unavailable, 1)]
    [InlineData(RpcException.StatusCode.InvalidArgument, 1)]
    public async Task WhatStaysAway_IsTold(RpcException.StatusCode code, int expected)
    {
        var asked = 0;

        var told = await Assert.ThrowsAsync<RpcException>(async () => await TemporalCalls.OnceMoreAsync<string>(
            () =>
            {
                asked++;
                throw Failed(code);
            },
            Token));
        Assert.Equal((code, expected), (told.Code, asked));
    }

    [Fact]
    public async Task VisitorWhoHasLeft_IsNotAskedForAgain()
    {
        var asked = 0;

        await Assert.ThrowsAsync<RpcException>(async () => await TemporalCalls.OnceMoreAsync<string>(
            () =>
            {
                asked++;
                throw Failed(RpcException.StatusCode.DeadlineExceeded);
            },
            new CancellationToken(canceled: true)));
        Assert.Equal(1, asked);
    }

    private static RpcException Failed(RpcException.StatusCode code) => new(code, "too slow", null);
}
