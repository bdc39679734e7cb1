using MusicSync.EmbeddedTemporal.Tests.Servers;
using MusicSync.LocalStack;
using MusicSync.LocalStack.Processes;
using MusicSync.LocalStack.Temporal;
using Temporalio.Client;

[assembly: AssemblyFixture(typeof(TestServers))]

namespace MusicSync.EmbeddedTemporal.Tests.Servers;

/// <summary>The two servers every scenario runs on.</summary>
public enum Server
{
    /// <summary>The stand-in, in this process and in memory.</summary>
    Embedded,

    /// <summary>Temporal's own dev server, from the CLI.</summary>
    Real,
}

/// <summary>Both servers, each started when the first scenario asks for it and stopped after the last.</summary>
public sealed class TestServers : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("musicsync-conformance-").FullName;
    private readonly Lazy<Task<ITemporalClient>> _embedded;
    private readonly Lazy<Task<ITemporalClient>> _real;
    private EmbeddedServer? _server;
    private SupervisedService? _process;

    public TestServers()
    {
        _embedded = new(StartEmbeddedAsync);
        _real = new(StartRealAsync);
    }

    /// <summary>A client of this server; the scenario is skipped where there is no such server.</summary>
    public Task<ITemporalClient> ConnectAsync(Server server)
    {
        Assert.SkipWhen(
            server is Server.Real && TemporalCli.OfThisProcess.Find() is null,
            $"There is no real server to compare with. {TemporalCli.HowToGetOne}");
        return server is Server.Real ? _real.Value : _embedded.Value;
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task<ITemporalClient> StartEmbeddedAsync()
    {
        _server = await EmbeddedServer.StartAsync(new(), CancellationToken.None);
        return await TemporalClient.ConnectAsync(new(_server.Address));
    }

    private async Task<ITemporalClient> StartRealAsync()
    {
        var ports = PortAllocator.Take(2);
        var address = FormattableString.Invariant($"127.0.0.1:{ports[0]}");
        _process = new SupervisedService(
            TemporalServer.Define(
                TemporalCli.OfThisProcess.Find()!,
                address,
                new Uri(FormattableString.Invariant($"http://127.0.0.1:{ports[1]}")),
                Path.Combine(_folder, "temporal.db")),
            Path.Combine(_folder, "temporal.log"),
            restartAfter: null);
        await _process.StartAsync(CancellationToken.None);
        return await TemporalClient.ConnectAsync(new(address));
    }
}
