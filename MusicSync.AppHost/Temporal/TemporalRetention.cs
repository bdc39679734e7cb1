namespace MusicSync.AppHost.Temporal;

/// <summary>
/// How long closed runs are kept: they are the only store of a sync, and the default is a day. A resource that runs the
/// same CLI once, when the server is healthy, and then has finished.
/// </summary>
internal static class TemporalRetention
{
    private const string Kept = "90d";

    public static IResourceBuilder<TemporalContainerResource> WithRetention(this IResourceBuilder<TemporalContainerResource> server)
    {
        server.ApplicationBuilder
            .AddContainer(NameFor(server.Resource), TemporalImage.Image, TemporalImage.Tag)
            .WithImageRegistry(TemporalImage.Registry)
            .SetRetentionOf(server);
        return server;
    }

    public static IResourceBuilder<TemporalProcessResource> WithRetention(this IResourceBuilder<TemporalProcessResource> server)
    {
        server.ApplicationBuilder
            .AddExecutable(NameFor(server.Resource), server.Resource.Command, server.Resource.WorkingDirectory)
            .SetRetentionOf(server);
        return server;
    }

    private static string NameFor(IResource server) => $"{server.Name}-retention";

    private static void SetRetentionOf<T>(this IResourceBuilder<T> once, IResourceBuilder<ITemporalResource> server)
        where T : IResourceWithArgs, IResourceWithWaitSupport => once
        .WithArgs(context =>
        {
            foreach (var word in (object[])
                [
                    "operator", "namespace", "update",
                    "--address", server.GetEndpoint(ITemporalResource.GrpcEndpoint).Property(EndpointProperty.HostAndPort),
                    // A profile for some other cluster in the user's environment is not meant for this server.
                    "--disable-config-env", "--disable-config-file",
                    "-n", TemporalDevServer.Namespace,
                    "--retention", Kept,
                ])
            {
                context.Args.Add(word);
            }
        })
        .WaitFor(server)
        .WithHiddenOnCompletion(0)
        .WithParentRelationship(server.Resource);
}
