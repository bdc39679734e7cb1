using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MusicSync.AppHost.Commands;
using MusicSync.AppHost.Running;
using MusicSync.AppHost.Services;
using MusicSync.LocalStack;
using MusicSync.LocalStack.Processes;
using MusicSync.LocalStack.Temporal;

namespace MusicSync.AppHost.Temporal;

/// <summary>Adds Temporal: a dev server when run, a connection to an existing cluster when published.</summary>
internal static class TemporalBuilderExtensions
{
    /// <summary>The Temporal CLI: a name on PATH or a path; before <c>TEMPORAL_CLI_PATH</c> and <c>PATH</c>.</summary>
    private const string CliKey = "Temporal:Cli";

    /// <summary>Namespace at a server that runs already.</summary>
    private const string NamespaceKey = "Temporal:Namespace";

    public static IResourceBuilder<IResourceWithConnectionString> AddTemporal(
        this IDistributedApplicationBuilder builder, [ResourceName] string name)
    {
        if (builder.ExecutionContext.IsPublishMode)
        {
            return builder.AddTemporalCluster(name);
        }

        var source = TemporalSource.Choose(
            builder.Configuration[TemporalSource.ModeKey], ContainerEngine.Probe, builder.FindCli);
        builder.Say(source.Note);
        return source switch
        {
            TemporalSource.Container => builder.AddTemporalContainer(name),
            TemporalSource.Cli cli => builder.AddTemporalProcess(name, cli.Program),
            TemporalSource.Embedded => builder.AddEmbeddedTemporal(name),
            TemporalSource.Running running => builder.AddRunningTemporal(name, running.Address),
            _ => throw new InvalidOperationException($"{source} is not known here."),
        };
    }

    private static string? FindCli(this IDistributedApplicationBuilder builder)
    {
        try
        {
            return builder.Configuration[CliKey] is { Length: > 0 } named
                ? ExecutableSearch.Find(named) ?? throw new RefusedException($"{CliKey} is '{named}', which is neither a program on PATH nor the path of one.")
                : TemporalCli.OfThisProcess.FindInstalled();
        }
        catch (FileNotFoundException wrong)
        {
            throw new RefusedException(wrong.Message);
        }
    }

    private static IResourceBuilder<TemporalContainerResource> AddTemporalContainer(
        this IDistributedApplicationBuilder builder, string name)
    {
        var server = builder.AddResource(new TemporalContainerResource(name));
        var folder = RunFolder.Of(builder);
        builder.RefuseWithoutEngine();
        return server
            .WithImage(TemporalImage.Image, TemporalImage.Tag)
            .WithImageRegistry(TemporalImage.Registry)
            .WithVolume(VolumeNameGenerator.Generate(server, folder.Source), TemporalImage.DataFolder)
            .WithEndpoint(targetPort: 7233, scheme: "tcp", name: ITemporalResource.GrpcEndpoint)
            .WithHttpEndpoint(targetPort: 8233, name: ITemporalResource.UiEndpoint)
            .WithDevServerArgs(ip: "0.0.0.0", database: $"{TemporalImage.DataFolder}/temporal.db")
            .WithTemporalBehavior(folder)
            .WithWebPage()
            .WithRetention();
    }

    private static IResourceBuilder<TemporalProcessResource> AddTemporalProcess(
        this IDistributedApplicationBuilder builder, string name, string cli)
    {
        var folder = RunFolder.Of(builder);
        return builder.AddResource(new TemporalProcessResource(name, cli, builder.AppHostDirectory))
            .WithEndpoint(scheme: "tcp", name: ITemporalResource.GrpcEndpoint, isProxied: false)
            .WithHttpEndpoint(name: ITemporalResource.UiEndpoint, isProxied: false)
            .WithDevServerArgs(ip: "127.0.0.1", database: folder.TemporalDatabase)
            .WithTemporalBehavior(folder)
            .WithWebPage()
            .WithRetention();
    }

    // Somebody else's: neither started, killed nor told how long to keep closed runs.
    private static IResourceBuilder<IResourceWithConnectionString> AddRunningTemporal(
        this IDistributedApplicationBuilder builder, string name, string address)
    {
        RunFolder.Of(builder).HoldDuringRun(builder);
        var server = builder.AddConnectionString(name, ReferenceExpression.Create($"{address}"))
            .WithConnectionProperty("Address", ReferenceExpression.Create($"{address}"))
            .WithConnectionProperty(
                "Namespace", ReferenceExpression.Create($"{builder.Configuration[NamespaceKey] ?? TemporalDevServer.Namespace}"));
        return server.WithHealthCheck(builder.AddTemporalHealthCheck(server.Resource));
    }

    // Beside this program, as the build left it. It has no command of its own that keeps closed runs, so this program asks.
    private static IResourceBuilder<TemporalProcessResource> AddEmbeddedTemporal(
        this IDistributedApplicationBuilder builder, string name)
    {
        var folder = RunFolder.Of(builder);
        var program = new BuildOutput(AppContext.BaseDirectory).Program(TemporalChoice.EmbeddedProject);
        var server = builder.AddResource(new TemporalProcessResource(name, program, builder.AppHostDirectory))
            .WithEndpoint(scheme: "tcp", name: ITemporalResource.GrpcEndpoint, isProxied: false);
        builder.Eventing.Subscribe<ResourceReadyEvent>(server.Resource, async (_, cancellationToken) =>
        {
            var address = await ((IResourceWithConnectionString)server.Resource).GetConnectionStringAsync(cancellationToken);
            await TemporalServer.KeepClosedRunsAsync(address!, cancellationToken);
        });
        return server
            .WithArgs(context =>
            {
                context.Args.Add("--journal");
                context.Args.Add(folder.TemporalJournal);
                context.Args.Add("--port");
                context.Args.Add(server.GetEndpoint(ITemporalResource.GrpcEndpoint).Property(EndpointProperty.TargetPort));
            })
            .WithTemporalBehavior(folder);
    }

    private static IResourceBuilder<T> WithWebPage<T>(this IResourceBuilder<T> server)
        where T : ITemporalResource =>
        server.WithUrlForEndpoint(ITemporalResource.UiEndpoint, url => url.DisplayText = "Temporal UI");

    /// <summary>What any server has, whatever runs it.</summary>
    private static IResourceBuilder<T> WithTemporalBehavior<T>(this IResourceBuilder<T> server, RunFolder folder)
        where T : ITemporalResource
    {
        folder.HoldDuringRun(server.ApplicationBuilder);
        return server
            .WithHealthCheck(server.ApplicationBuilder.AddTemporalHealthCheck(server.Resource))
            .WithRestart()
            .WithKillCommand("Kill Temporal")
            .WithIconName("ArrowSyncCircle")
            .WithUrlForEndpoint(
                ITemporalResource.GrpcEndpoint, url => url.DisplayLocation = UrlDisplayLocation.DetailsOnly);
    }

    private static string AddTemporalHealthCheck(
        this IDistributedApplicationBuilder builder, IResourceWithConnectionString server)
    {
        var name = $"{server.Name}_grpc";
        builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            name, new TemporalHealthCheck(server), failureStatus: null, tags: null));
        return name;
    }

    private static void Say(this IDistributedApplicationBuilder builder, string? note)
    {
        if (note is not null)
        {
            builder.Eventing.Subscribe<BeforeStartEvent>((start, _) =>
            {
                RunLog.Chosen(RunLog.For(start.Services, RunLog.TemporalCategory), note);
                return Task.CompletedTask;
            });
        }
    }

    // Aspire would wait for the engine for ever; an order is not changed into something else either.
    private static void RefuseWithoutEngine(this IDistributedApplicationBuilder builder) =>
        builder.Eventing.Subscribe<BeforeStartEvent>((_, _) => ContainerEngine.Probe() is { Program: null } silent
            ? throw new RefusedException($"{TemporalSource.ModeKey} is 'container' and no engine answers ({silent.Report}). Start it, or leave the mode out.")
            : Task.CompletedTask);

    // Temporal Cloud or an own cluster; TEMPORAL_NAMESPACE and TEMPORAL_API_KEY reach the worker beside the address.
    private static IResourceBuilder<IResourceWithConnectionString> AddTemporalCluster(
        this IDistributedApplicationBuilder builder, string name)
    {
        var cluster = builder.AddParameter($"{name}-namespace")
            .WithDescription("Temporal namespace, for Temporal Cloud `<name>.<account>`.", enableMarkdown: true);
        var apiKey = builder.AddParameter($"{name}-api-key", secret: true)
            .WithDescription("API key of that namespace.");
        return builder.AddConnectionString(name)
            .WithConnectionProperty("Namespace", ReferenceExpression.Create($"{cluster}"))
            .WithConnectionProperty("Api_Key", ReferenceExpression.Create($"{apiKey}"));
    }
}
