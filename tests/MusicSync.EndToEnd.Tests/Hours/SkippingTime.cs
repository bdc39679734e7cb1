using System.Reflection;
using MusicSync.EmbeddedTemporal;
using MusicSync.LocalStack;
using MusicSync.Worker.Temporal;
using Temporalio.Client;
using Temporalio.Testing;
using Xunit.Sdk;
using Xunit.v3;

namespace MusicSync.EndToEnd.Tests.Hours;

/// <summary>The two servers that can skip hours.</summary>
public enum SkippingServer
{
    /// <summary>The embedded stand-in in this process; always there.</summary>
    Embedded,

    /// <summary>The Java SDK's test server, a program of its own.</summary>
    JavaTestServer,
}

/// <summary>One row of a theory for each server that can skip hours and is on this machine; the server comes first.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class SkippingDataAttribute(params object?[]? row) : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(
        MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. Servers().Select(server => new TheoryDataRow([server, .. row ?? [null]]))]);

    public override bool SupportsDiscoveryEnumeration() => true;

    private static IEnumerable<SkippingServer> Servers() =>
        Enum.GetValues<SkippingServer>().Where(server => server is SkippingServer.Embedded || JavaTestServer.Find() is not null);
}

/// <summary>A Temporal whose hours pass at once, and the clock that everything else of the test shares with it.</summary>
internal abstract class SkippingTime(WorkflowEnvironment environment) : IAsyncDisposable
{
    public ITemporalClient Client => environment.Client;

    public abstract TimeProvider Clock { get; }

    public static async Task<SkippingTime> StartAsync(SkippingServer server) => server is SkippingServer.Embedded
        ? await Embedded.StartAsync()
        : await JavaTestServer.StartAsync();

    /// <summary>Lets that much time pass at once.</summary>
    public virtual Task SkipAsync(TimeSpan time) => environment.DelayAsync(time, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await environment.ShutdownAsync();
        GC.SuppressFinalize(this);
    }

    private sealed class Embedded(EmbeddedEnvironment environment) : SkippingTime(environment)
    {
        public override TimeProvider Clock => environment.Clock;

        // Tests of months look at their first runs when all is over.
        public static async Task<Embedded> StartAsync() => new(await EmbeddedEnvironment.StartAsync(
            new() { Retention = TimeSpan.FromDays(365) },
            new() { DataConverter = TemporalJson.DataConverter, Interceptors = [new TracingInterceptor()] },
            TestContext.Current.CancellationToken));
    }
}

/// <summary>The Java SDK's test server, where it is found. Its clock has to be asked for.</summary>
internal sealed class JavaTestServer : SkippingTime
{
    private const string PathVariable = "TEMPORAL_TEST_SERVER_PATH";
    private const string Program = "temporal-test-server";

    private readonly SkippingClock _clock;

    private JavaTestServer(WorkflowEnvironment environment, SkippingClock clock)
        : base(environment) => _clock = clock;

    public override TimeProvider Clock => _clock;

    /// <returns>The program that the variable names, or the one beside the checkout, or null.</returns>
    public static string? Find()
    {
        string?[] places =
        [
            Environment.GetEnvironmentVariable(PathVariable),
            RepositoryRoot.FindFrom(AppContext.BaseDirectory) is { } root
                ? Path.GetFullPath(Path.Combine(root, "..", "shared", "bin", Program))
                : null,
        ];
        return places.FirstOrDefault(File.Exists);
    }

    public static async Task<JavaTestServer> StartAsync()
    {
        var clock = new SkippingClock();
        var environment = await WorkflowEnvironment.StartTimeSkippingAsync(new()
        {
            TestServer = new() { ExistingPath = Find() },
            DataConverter = TemporalJson.DataConverter,
            Interceptors = [clock, new TracingInterceptor()],
        });
        await clock.ReadAsync(environment.Client.Connection);
        return new(environment, clock);
    }

    public override async Task SkipAsync(TimeSpan time)
    {
        await base.SkipAsync(time);
        await _clock.ReadAsync(Client.Connection);
    }
}
