using MusicSync.LocalStack;
using MusicSync.Worker.Hosting;
using Temporalio.Client.Interceptors;
using Temporalio.Testing;

namespace MusicSync.EndToEnd.Tests.Hours;

/// <summary>Temporal's test server, which skips time while nothing runs.</summary>
internal static class TestServer
{
    private const string PathVariable = "TEMPORAL_TEST_SERVER_PATH";
    private const string Program = "temporal-test-server";

    private static readonly string Reason =
        $"Temporal's test server was not found: name it in {PathVariable}, or put it at ../shared/bin/{Program} beside the checkout.";

    public static async Task<WorkflowEnvironment> StartOrSkipAsync(IClientInterceptor interceptor)
    {
        var program = Find();
        Assert.SkipWhen(program is null, Reason);
        return await WorkflowEnvironment.StartTimeSkippingAsync(new()
        {
            TestServer = new() { ExistingPath = program },
            DataConverter = TemporalJson.DataConverter,
            Interceptors = [interceptor, new TracingInterceptor()],
        });
    }

    private static string? Find()
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
}
