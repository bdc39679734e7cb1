using System.Runtime.CompilerServices;
using MusicSync.EmbeddedTemporal.Tests.Flows;
using MusicSync.EmbeddedTemporal.Tests.Servers;

namespace MusicSync.EmbeddedTemporal.Tests.Conformance;

/// <summary>The four time-outs of an activity, its heartbeats, and its cancellation.</summary>
public sealed class ActivityTimeoutTests(TestServers servers) : ConformanceTests(servers)
{
    [Theory, OnBothServers]
    public Task Silence_IsRetried_WithTheHeartbeatsDetails(Server server) => EndsAsync(server, "silent");

    [Theory, OnBothServers]
    public Task Silence_InTheOnlyAttempt(Server server) => EndsAsync(server, "silent-once");

    [Theory, OnBothServers]
    public Task Failure_CarriesTheLastHeartbeat(Server server) => EndsAsync(server, "beat-and-fail");

    [Theory, OnBothServers]
    public Task StartToClose_InTheOnlyAttempt(Server server) => EndsAsync(server, "hang");

    [Theory, OnBothServers]
    public Task StartToClose_InEveryAttempt(Server server) => EndsAsync(server, "hang-twice");

    // How a policy names a time-out is written nowhere but in the server: api/failure, service/history/workflow/retry.go.
    [Theory, OnBothServers]
    public Task Silence_ThatThePolicyNames_IsNotRetried(Server server) => EndsAsync(server, "silent-final");

    [Theory, OnBothServers]
    public Task Silence_WhereThePolicyNamesAnotherTimeout(Server server) => EndsAsync(server, "silent-other-final");

    [Theory, OnBothServers]
    public Task StartToClose_ThatThePolicyNames_IsNotRetried(Server server) => EndsAsync(server, "hang-final");

    [Theory, OnBothServers]
    public Task ScheduleToClose_OfARunningAttempt(Server server) => EndsAsync(server, "deadline-hang");

    [Theory, OnBothServers]
    public Task ScheduleToStart_WithoutAWorker(Server server) => EndsAsync(server, "no-worker");

    [Theory, OnBothServers]
    public Task Cancel_OfARunningAttempt_WaitsForItsEnd(Server server) => EndsAsync(server, "cancel-running");

    [Theory, OnBothServers]
    public Task Cancel_OfARunningAttempt_GoesOnAtOnce(Server server) => EndsAsync(server, "cancel-and-go");

    [Theory, OnBothServers]
    public Task Cancel_BeforeTheFirstAttempt(Server server) => EndsAsync(server, "cancel-unstarted");

    [Theory, OnBothServers]
    public Task Cancel_InBackOff(Server server) => EndsAsync(server, "cancel-held-back");

    [Theory, OnBothServers]
    public Task Timeouts_AreCappedByTheDeadline(Server server) => EndsAsync(server, "capped");

    [Theory, OnBothServers]
    public Task Timeouts_AreCappedByTheRuns(Server server) => RunAsync(
        server,
        async bench => await bench.SayEndAsync(await bench.StartAsync(
            (ActivityFlow flow) => flow.RunAsync("capped-by-run"),
            change: options => options.RunTimeout = TimeSpan.FromSeconds(30))));

    private Task EndsAsync(Server server, string kind, [CallerMemberName] string name = "") => RunAsync(
        server,
        async bench => await bench.SayEndAsync(await bench.StartAsync((ActivityFlow flow) => flow.RunAsync(kind))),
        name: name);
}
