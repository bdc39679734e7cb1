using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using MusicSync.EmbeddedTemporal.Wire;

namespace MusicSync.EmbeddedTemporal;

/// <summary>
/// A stand-in for Temporal's dev server in this process, for trying and testing. Unchanged Temporal SDKs connect to its
/// <see cref="Address"/>. It listens on 127.0.0.1 only, without TLS or access control.
/// </summary>
/// <example>
/// <code>
/// await using var server = await EmbeddedServer.StartAsync(new(), cancellationToken);
/// var client = await TemporalClient.ConnectAsync(new(server.Address));
/// </code>
/// </example>
public sealed class EmbeddedServer : IAsyncDisposable
{
    // More than the polls and waiting calls of any test; each is one stream, and ASP.NET Core's default is 100.
    private const int MaxStreams = 10_000;

    // The SDKs send at most 4 MiB by default, and above 2 MiB of payload the server refuses with its own words.
    private const int MaxMessageBytes = 64 * 1024 * 1024;

    private readonly Engine _engine;
    private readonly WebApplication _app;
    private bool _isDisposed;

    private EmbeddedServer(Engine engine, WebApplication app) => (_engine, _app) = (engine, app);

    /// <summary>Where to connect to.</summary>
    /// <value><c>127.0.0.1:port</c></value>
    public string Address => new Uri(_app.Urls.Single()).Authority;

    internal Engine Engine => _engine;

    /// <summary>Starts a server; with a journal, where the last one on it stopped or was killed.</summary>
    /// <exception cref="IOException">The port or the journal is in use, or the journal cannot be read.</exception>
    /// <exception cref="InvalidDataException">The journal is damaged, or no journal.</exception>
    public static async Task<EmbeddedServer> StartAsync(EmbeddedServerOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Retention, TimeSpan.Zero);
        var engine = new Engine(options);
        var app = Build(engine, options.Port);
        try
        {
            engine.Start();
            await app.StartAsync(cancellationToken);
            return new(engine, app);
        }
        catch
        {
            await app.DisposeAsync();
            engine.Dispose();
            throw;
        }
    }

    /// <summary>Answers what waits, then stops. What happened is kept in the journal, if there is one.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        _engine.Polls.Stop();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _engine.Dispose();
    }

    private static WebApplication Build(Engine engine, int port)
    {
        // Empty: neither the environment nor the configuration of the process that hosts it has a say.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.AddServerHeader = false;
            kestrel.Limits.Http2.MaxStreamsPerConnection = MaxStreams;
            kestrel.Limits.MaxRequestBodySize = null;
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = MaxMessageBytes;
            grpc.MaxSendMessageSize = null;
            grpc.IgnoreUnknownServices = true;
        });
        // Calls that wait are cut: everything that was answered is saved, and clients repeat the rest.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(100));

        var app = builder.Build();
        app.MapGrpcService(WorkflowServiceTable.Define(engine));
        app.MapGrpcService(TestServiceTable.Define(engine.TimeSkipping));
        app.MapGrpcService(HealthService.Define());
        app.MapFallback("{**path}", UnservedCalls.AnswerAsync);
        return app;
    }
}
