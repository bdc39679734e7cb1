using System.Diagnostics;
using MusicSync.Worker.Temporal;
using Temporalio.Api.Common.V1;

namespace MusicSync.Worker.Tests.Temporal;

public sealed class TraceHeaderTests
{
    [Fact]
    public void Context_SurvivesTheHeader()
    {
        var context = new ActivityContext(
            ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, "vendor=1");

        var headers = TraceHeader.Write(headers: null, context)!;

        var read = TraceHeader.Read(headers.AsReadOnly());
        Assert.Equal(
            (context.TraceId, context.SpanId, context.TraceFlags, context.TraceState),
            (read!.Value.TraceId, read.Value.SpanId, read.Value.TraceFlags, read.Value.TraceState));
    }

    [Fact]
    public void NoContext_LeavesTheHeadersAlone()
    {
        var headers = new Dictionary<string, Payload>();

        Assert.Same(headers, TraceHeader.Write(headers, context: null));
        Assert.Null(TraceHeader.Read(headers));
    }
}
