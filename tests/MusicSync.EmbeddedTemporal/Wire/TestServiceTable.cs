using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using MusicSync.EmbeddedTemporal.Time;
using Temporalio.Api.TestService.V1;

namespace MusicSync.EmbeddedTemporal.Wire;

/// <summary>The service by which Temporal's SDKs steer the time of a test server.</summary>
internal static class TestServiceTable
{
    public static ServerServiceDefinition Define(TimeSkipping time) => new RpcServiceBuilder("temporal.api.testservice.v1.TestService", _ => { })
        .Add("LockTimeSkipping", LockTimeSkippingRequest.Parser, LockTimeSkippingResponse.Parser, _ => time.Hold())
        .Add("UnlockTimeSkipping", UnlockTimeSkippingRequest.Parser, UnlockTimeSkippingResponse.Parser, _ => time.Release())
        .Add("GetCurrentTime", Empty.Parser, GetCurrentTimeResponse.Parser, _ => time.GetCurrentTime())
        .Add("Sleep", SleepRequest.Parser, SleepResponse.Parser, (request, call) => time.SleepAsync(request, call.CancellationToken))
        .Add(
            "SleepUntil",
            SleepUntilRequest.Parser,
            SleepResponse.Parser,
            (request, call) => time.SleepUntilAsync(request, call.CancellationToken))
        .Add(
            "UnlockTimeSkippingWithSleep",
            SleepRequest.Parser,
            SleepResponse.Parser,
            (request, call) => time.SleepReleasedAsync(request, call.CancellationToken))
        .Build();
}
